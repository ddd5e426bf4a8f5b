package dev.countersign.server.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.certificates.TestCertificates.Made;
import dev.countersign.server.testing.ServerTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service in production mode with a certificate of its own. */
@ServerTest
class TlsHttpTests {
  private static final Path FOLDER = temporaryFolder();
  private static final TlsSettings.Files FILES =
      new TlsSettings.Files(FOLDER.resolve("tls.crt"), FOLDER.resolve("tls.key"));
  private static final Made FIRST = TestCertificates.of(FOLDER, 0, 100);
  private static final Made SECOND = TestCertificates.of(FOLDER, 0, 100);

  private final int port;
  private final CertificateWatch watch;

  TlsHttpTests(@LocalServerPort int port, CertificateWatch watch) {
    this.port = port;
    this.watch = watch;
  }

  /** All that production asks for. */
  @DynamicPropertySource
  static void goodProduction(DynamicPropertyRegistry settings) throws IOException {
    FIRST.write(FILES);
    settings.add("countersign.mode", () -> "production");
    settings.add("server.address", () -> "127.0.0.1");
    settings.add("countersign.limits", () -> "on");
    settings.add("countersign.public.url", () -> "https://accounts.example.com");
    settings.add("countersign.tls.certificate", FILES.certificate()::toString);
    settings.add("countersign.tls.key", FILES.key()::toString);
    settings.add("countersign.tls.reload", () -> "1h");
    settings.add("countersign.smtp.host", () -> "mail.example.com");
    settings.add("countersign.smtp.from", () -> "accounts@example.com");
    settings.add("countersign.passwords.memory-kib", () -> "19456");
    settings.add("countersign.passwords.iterations", () -> "2");
    settings.add("countersign.mail.poll", () -> "1h");
  }

  @Test
  void replacesTheCertificateWithoutDroppingAConnection() throws Exception {
    try (Connection before = new Connection("TLSv1.3", "TLSv1.2")) {
      assertThat(before.get("/health/live")).containsEntry("status", "200");
      assertThat(before.certificate()).isEqualTo(FIRST.certificate());

      SECOND.write(FILES);
      watch.look();

      assertThat(before.get("/health/live")).containsEntry("status", "200");
      try (Connection after = new Connection("TLSv1.3")) {
        assertThat(after.get("/health/live")).containsEntry("status", "200");
        assertThat(after.certificate()).isEqualTo(SECOND.certificate());
      }
      assertThat(before.get("/health/live")).containsEntry("status", "200");

      Files.writeString(FILES.key(), FIRST.keyPem());
      watch.look();
      watch.look();
      try (Connection after = new Connection("TLSv1.2")) {
        assertThat(after.certificate()).isEqualTo(SECOND.certificate());
      }
      assertThat(before.get("/health")).containsEntry("status", "200");
    }
  }

  @Test
  void asksBrowsersToComeUnderTlsOnly() throws Exception {
    try (Connection connection = new Connection("TLSv1.2")) {
      for (String path : List.of("/health", "/nowhere", "/console/sign-in", "/docs")) {
        assertThat(connection.get(path))
            .as(path)
            .containsEntry("strict-transport-security", "max-age=31536000; includeSubDomains");
      }
      assertThat(connection.get("/console/sign-in").get("set-cookie"))
          .contains("__Host-", "Secure", "HttpOnly", "SameSite=Strict");
    }
  }

  @Test
  void speaksNoOlderVersion() {
    for (String old : List.of("TLSv1.1", "TLSv1")) {
      assertThatThrownBy(() -> new Connection(old).close())
          .as(old)
          .isInstanceOfAny(SSLException.class, IllegalArgumentException.class);
    }
  }

  /** One connection that is kept open. */
  private final class Connection implements AutoCloseable {
    private final SSLSocket socket;
    private final BufferedReader answers;

    Connection(String... versions) throws IOException {
      socket = (SSLSocket) trusting().getSocketFactory().createSocket("localhost", port);
      socket.setEnabledProtocols(versions);
      socket.startHandshake();
      answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    Certificate certificate() throws IOException {
      return socket.getSession().getPeerCertificates()[0];
    }

    /** Asks for a path; answers the headers, and the status under that name. */
    Map<String, String> get(String path) throws IOException {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      Map<String, String> headers = new TreeMap<>();
      headers.put("status", answers.readLine().substring("HTTP/1.1 ".length()).strip());
      for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
        String[] header = line.split(": *", 2);
        headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
      }
      skipBody(headers);
      return headers;
    }

    private void skipBody(Map<String, String> headers) throws IOException {
      if (headers.containsKey("content-length")) {
        skip(Integer.parseInt(headers.get("content-length")));
        return;
      }
      for (int size = chunk(); size > 0; size = chunk()) {
        skip(size);
        answers.readLine();
      }
      answers.readLine();
    }

    private int chunk() throws IOException {
      return Integer.parseInt(answers.readLine(), 16);
    }

    private void skip(int characters) throws IOException {
      for (int i = 0; i < characters; i++) {
        answers.read();
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static SSLContext trusting() {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry("first", FIRST.certificate());
      trusted.setCertificateEntry("second", SECOND.certificate());
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("countersign-tls-");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
