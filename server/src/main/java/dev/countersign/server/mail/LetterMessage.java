package dev.countersign.server.mail;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** Makes the message of a letter (RFC 5322), as text and HTML side by side (RFC 2046 §5.1.4). */
final class LetterMessage {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private LetterMessage() {}

  /**
   * Makes a message.
   *
   * @param id the same each time the letter is tried, so that a mailbox may know it again
   * @param brand whom it is from
   */
  static MimeMessage of(Letter letter, UUID id, String brand, Transport transport, Instant now) {
    String sender = oneLine(brand);
    try {
      MimeMessage message = new MimeMessage(transport.session());
      message.setFrom(new InternetAddress(transport.from(), sender, UTF_8));
      message.setRecipient(RecipientType.TO, new InternetAddress(letter.to(), true));
      message.setSubject(letter.subject(), UTF_8);
      message.setHeader("Date", DATE.format(now));
      // RFC 3834: nobody's holiday answers it.
      message.setHeader("Auto-Submitted", "auto-generated");
      MimeMultipart alternatives = new MimeMultipart("alternative");
      alternatives.addBodyPart(part(LetterText.plain(letter, sender), "plain"));
      alternatives.addBodyPart(part(LetterText.html(letter, sender), "html"));
      message.setContent(alternatives);
      message.saveChanges();
      // Saving gives it an id of chance.
      message.setHeader("Message-ID", "<" + id + "@" + domain(transport.from()) + ">");
      return message;
    } catch (MessagingException | UnsupportedEncodingException unmakable) {
      throw new IllegalStateException("a message could not be made", unmakable);
    }
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, UTF_8, subtype);
    return part;
  }

  private static String domain(String address) {
    return address.substring(address.indexOf('@') + 1);
  }

  // A line end would begin a header of its own.
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
