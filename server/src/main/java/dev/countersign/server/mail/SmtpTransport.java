package dev.countersign.server.mail;

import dev.countersign.server.mail.SmtpSettings.Tls;
import dev.countersign.server.platform.config.StartRefusedException;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * A mail server (RFC 5321), reached by STARTTLS (RFC 3207) unless set otherwise. Its certificate
 * must be valid and bear its name. Each message has a connection of its own, so that none waits for
 * another's.
 */
final class SmtpTransport implements Transport {
  private static final int PERMANENT = 500;

  private final SmtpSettings settings;
  private final String from;
  private final Session session;

  SmtpTransport(SmtpSettings settings) {
    this.settings = settings;
    this.from = Objects.requireNonNull(settings.from());
    this.session = Session.getInstance(properties(settings, from));
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public String from() {
    return from;
  }

  @Override
  public void deliver(MimeMessage message, String name) throws IOException {
    try (jakarta.mail.Transport connection = session.getTransport("smtp")) {
      connect(connection);
      send(connection, message);
    } catch (MessagingException failure) {
      // What the server said may repeat the address, so only its number is kept.
      int code = codeOf(failure);
      throw new IOException(code == 0 ? "smtp" : "smtp " + code, failure);
    }
  }

  private void connect(jakarta.mail.Transport connection) throws MessagingException {
    connection.connect(
        settings.host(),
        settings.port(),
        settings.username(),
        settings.password() == null ? null : settings.password().reveal());
  }

  // Only what is said about the message itself is final; a refused sign-in can be mended.
  private static void send(jakarta.mail.Transport connection, MimeMessage message)
      throws MessagingException, RefusedMailException {
    Address[] to = message.getAllRecipients();
    try {
      connection.sendMessage(message, to);
    } catch (MessagingException failure) {
      int code = codeOf(failure);
      if (code >= PERMANENT) {
        throw new RefusedMailException("smtp " + code, failure);
      }
      throw failure;
    }
  }

  /** The server's reply code; 0 where it gave none. */
  private static int codeOf(MessagingException failure) {
    int code = 0;
    for (Exception cause = failure; cause != null; cause = next(cause)) {
      code =
          switch (cause) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException sending -> sending.getReturnCode();
            default -> code;
          };
    }
    return Math.max(code, 0);
  }

  private static @org.jspecify.annotations.Nullable Exception next(Exception failure) {
    return failure instanceof MessagingException chained ? chained.getNextException() : null;
  }

  private static Properties properties(SmtpSettings settings, String from) {
    String millis = Long.toString(settings.timeout().toMillis());
    Properties properties = new Properties();
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.writetimeout", millis);
    properties.put("mail.smtp.auth", Boolean.toString(settings.username() != null));
    // How the service introduces itself, without asking a name server.
    properties.put("mail.smtp.localhost", from.substring(from.indexOf('@') + 1));
    properties.put("mail.smtp.starttls.enable", is(settings, Tls.STARTTLS));
    properties.put("mail.smtp.starttls.required", is(settings, Tls.STARTTLS));
    properties.put("mail.smtp.ssl.enable", is(settings, Tls.IMPLICIT));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    if (settings.ca() != null) {
      properties.put("mail.smtp.ssl.socketFactory", trusting(Path.of(settings.ca())));
    }
    return properties;
  }

  private static String is(SmtpSettings settings, Tls tls) {
    return Boolean.toString(settings.tls() == tls).toLowerCase(Locale.ROOT);
  }

  private static SSLSocketFactory trusting(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + number++, certificate);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException unreadable) {
      throw new StartRefusedException(
          "COUNTERSIGN_SMTP_CA names a file that holds no certificates that can be read.");
    }
  }
}
