package dev.countersign.server.mail;

import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.TextRules;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server: {@code COUNTERSIGN_SMTP_HOST} and the like. Without a host, messages are written
 * to the outbox folder.
 *
 * @param host its name, which its certificate must bear
 * @param port 587 with STARTTLS and 465 with TLS from the first byte, as a rule
 * @param tls how the way there is protected
 * @param username who sends; without it nobody signs in
 * @param from the address that messages come from
 * @param ca a file of certificates (PEM) to be trusted instead of the machine's own
 * @param timeout how long each step may take
 */
@ConfigurationProperties("countersign.smtp")
public record SmtpSettings(
    @Nullable String host,
    @DefaultValue("587") int port,
    @DefaultValue("starttls") Tls tls,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable String from,
    @Nullable String ca,
    @DefaultValue("10s") Duration timeout) {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  /** How the way to the mail server is protected. */
  public enum Tls {
    /** The connection turns to TLS before anything is said; one that cannot is not used. */
    STARTTLS,
    /** TLS from the first byte. */
    IMPLICIT,
    /** Not at all: for a mail server on the same machine. */
    OFF
  }

  public SmtpSettings {
    host = host == null || host.isBlank() ? null : host.strip();
    if (host != null) {
      refuseUnless(
          from != null && TextRules.isEmail(from),
          "COUNTERSIGN_SMTP_FROM must be the e-mail address that messages come from.");
      refuseUnless(
          tls != Tls.OFF || HERE.contains(host),
          "COUNTERSIGN_SMTP_TLS is off, which only a mail server on this machine may be. Choose"
              + " starttls or implicit.");
      refuseUnless(
          (username == null) == (password == null),
          "COUNTERSIGN_SMTP_USERNAME and COUNTERSIGN_SMTP_PASSWORD go together: set both or"
              + " neither.");
      refuseUnless(
          port > 0 && port <= 65_535, "COUNTERSIGN_SMTP_PORT must be a port from 1 to 65535.");
    }
  }

  /** Whether messages leave this machine at all. */
  public boolean isSet() {
    return host != null;
  }

  private static void refuseUnless(boolean rule, String sentence) {
    if (!rule) {
      throw new StartRefusedException(sentence);
    }
  }
}
