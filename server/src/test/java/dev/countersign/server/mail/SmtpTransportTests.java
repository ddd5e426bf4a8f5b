package dev.countersign.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.countersign.server.mail.SmtpSettings.Tls;
import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.testing.MailServer;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SmtpTransportTests {
  private static final MailServer SERVER = MailServer.start();
  private static final String CA = SERVER.certificate().toString();

  @AfterAll
  static void close() throws IOException {
    SERVER.close();
  }

  @Test
  void sendsOverStartTlsWithAPassword() throws Exception {
    SERVER.addSender("countersign", "violet teapot");
    Transport transport =
        new SmtpTransport(settings("localhost", SERVER.port(), "violet teapot", CA));
    UUID id = UUID.randomUUID();
    transport.deliver(message(transport, id, "ana@example.org"), "name");

    MimeMessage arrived =
        SERVER.messages().stream()
            .filter(message -> header(message, "Message-ID").contains(id.toString()))
            .findFirst()
            .orElseThrow();
    assertThat(arrived.getSubject()).isEqualTo("Good morning");
    assertThat(header(arrived, "From")).isEqualTo("Countersign <noreply@example.org>");
    assertThat(header(arrived, "To")).isEqualTo("ana@example.org");
  }

  @Test
  void takesAWrongPasswordForSomethingThatCanBeMended() {
    SERVER.addSender("countersign", "violet teapot");
    assertThatIOException()
        .isThrownBy(() -> deliver(settings("localhost", SERVER.port(), "wrong", CA), "ana@b.org"))
        .isNotInstanceOf(RefusedMailException.class);
  }

  @Test
  void saysNothingToAServerWithoutTls() {
    assertThatIOException()
        .isThrownBy(
            () -> deliver(settings("localhost", SERVER.plainPort(), null, CA), "plain@example.org"))
        .havingRootCause()
        .withMessageContaining("STARTTLS");
    assertThat(SERVER.messages()).noneMatch(sent -> header(sent, "To").contains("plain@"));
  }

  @Test
  void refusesACertificateThatNobodyVouchesFor() {
    assertThatIOException()
        .isThrownBy(
            () -> deliver(settings("localhost", SERVER.port(), null, null), "ana@example.org"))
        .withCauseInstanceOf(jakarta.mail.MessagingException.class)
        .havingCause()
        .withCauseInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void refusesACertificateOfAnotherName() throws IOException {
    try (MailServer other = MailServer.start("other.example")) {
      assertThatIOException()
          .isThrownBy(() ->
              deliver(
                  settings("localhost", other.port(), null, other.certificate().toString()),
                  "ana@example.org"))
          .havingCause()
          .withCauseInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void tellsARefusedAddressFromATrouble() {
    assertThatExceptionOfType(RefusedMailException.class)
        .isThrownBy(
            () -> deliver(settings("localhost", SERVER.port(), null, CA), "refused@example.org"))
        .withMessage("smtp 550");
  }

  @Test
  void givesUpOnAServerThatIsNotThere() {
    assertThatIOException()
        .isThrownBy(() -> deliver(settings("localhost", 1, null, CA), "ana@example.org"))
        .withMessage("smtp");
  }

  @Test
  void refusesSettingsThatSendInTheClear() {
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() ->
            new SmtpSettings(
                "mail.example.org",
                25,
                Tls.OFF,
                null,
                null,
                "noreply@example.org",
                null,
                Duration.ofSeconds(5)))
        .withMessageContaining("COUNTERSIGN_SMTP_TLS");
  }

  @Test
  void refusesSettingsWithoutASender() {
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() ->
            new SmtpSettings(
                "mail.example.org",
                587,
                Tls.STARTTLS,
                null,
                null,
                null,
                null,
                Duration.ofSeconds(5)))
        .withMessageContaining("COUNTERSIGN_SMTP_FROM");
  }

  private static void deliver(SmtpSettings settings, String to) throws IOException {
    Transport transport = new SmtpTransport(settings);
    transport.deliver(message(transport, UUID.randomUUID(), to), "name");
  }

  private static MimeMessage message(Transport transport, UUID id, String to) {
    return LetterMessage.of(Letters.to(to), id, "Countersign", transport, Instant.now());
  }

  private static SmtpSettings settings(
      String host, int port, @Nullable String password, @Nullable String ca) {
    return new SmtpSettings(
        host,
        port,
        Tls.STARTTLS,
        password == null ? null : "countersign",
        password == null ? null : Secret.of(password),
        "noreply@example.org",
        ca,
        Duration.ofSeconds(5));
  }

  private static String header(MimeMessage message, String name) {
    try {
      return message.getHeader(name, ",");
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
