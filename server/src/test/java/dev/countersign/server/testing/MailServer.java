package dev.countersign.server.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.springframework.util.FileSystemUtils;

/**
 * A mail server on this machine: GreenMail, which knows no STARTTLS, behind a door that speaks
 * nothing else. Whoever is named {@code refused@…} has no mailbox here.
 */
public final class MailServer implements AutoCloseable {
  private static final String PASSWORD = "changeit";

  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final Path directory;
  private final SSLContext tls;
  private final ServerSocket door;

  private MailServer(String certifiedName) throws IOException, GeneralSecurityException {
    this.directory = Files.createTempDirectory("mail-server-");
    this.tls = certificate(certifiedName);
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    mail.start();
    Thread.ofVirtual().start(this::open);
  }

  /** A server whose certificate bears the name it is called by. */
  public static MailServer start() {
    return start("localhost");
  }

  /** A server whose certificate bears a name. */
  public static MailServer start(String certifiedName) {
    try {
      return new MailServer(certifiedName);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  /** The port behind the door, where nobody speaks TLS. */
  public int plainPort() {
    return mail.getSmtp().getPort();
  }

  /** The certificate, as a file to be trusted. */
  public Path certificate() {
    return directory.resolve("certificate.pem");
  }

  /** Lets somebody send who knows a password. */
  public void addSender(String username, String password) {
    mail.setUser(username, username, password);
  }

  /** What has arrived for anybody so far. */
  public List<MimeMessage> messages() {
    return List.of(mail.getReceivedMessages());
  }

  @Override
  public void close() throws IOException {
    door.close();
    mail.stop();
    FileSystemUtils.deleteRecursively(directory);
  }

  private void open() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        Thread.ofVirtual().start(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      if (greet(caller)) {
        try (SSLSocket secured =
                (SSLSocket) tls.getSocketFactory().createSocket(caller, null, port(), true);
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), plainPort())) {
          secured.setUseClientMode(false);
          relay(secured, behind);
        }
      }
    } catch (IOException gone) {
      // The caller sees that too, and tells the test.
      return;
    }
  }

  private static boolean greet(Socket caller) throws IOException {
    BufferedReader lines = reader(caller.getInputStream());
    say(caller, "220 localhost");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      switch (line.toUpperCase(Locale.ROOT).split(" ", -1)[0]) {
        case "EHLO" -> say(caller, "250-localhost\r\n250 STARTTLS");
        case "STARTTLS" -> {
          say(caller, "220 go ahead");
          return true;
        }
        case "QUIT" -> {
          return false;
        }
        default -> say(caller, "530 STARTTLS first");
      }
    }
    return false;
  }

  private static void relay(Socket caller, Socket behind) throws IOException {
    InputStream answers = behind.getInputStream();
    // Its greeting was given in its name.
    int said = answers.read();
    while (said != '\n' && said >= 0) {
      said = answers.read();
    }
    Thread back =
        Thread.ofVirtual()
            .start(() -> {
              try {
                answers.transferTo(caller.getOutputStream());
              } catch (IOException gone) {
                return;
              }
            });
    BufferedReader lines = reader(caller.getInputStream());
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("RCPT TO:<refused@")) {
        say(caller, "550 no such mailbox");
      } else {
        say(behind, line);
      }
    }
    behind.shutdownOutput();
    back.interrupt();
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
  }

  private static void say(Socket to, String line) throws IOException {
    OutputStream out = to.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private SSLContext certificate(String name) throws IOException, GeneralSecurityException {
    Path store = directory.resolve("keys.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "mail",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=dns:" + name,
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString());
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "mail",
        "-keystore",
        store.toString(),
        "-file",
        certificate().toString());
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
