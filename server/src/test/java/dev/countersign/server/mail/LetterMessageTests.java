package dev.countersign.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterMessageTests {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void saysTheSameAsTextAndAsHtml() throws Exception {
    MimeMessage message = message(Letters.to("ana@example.org"), "Countersign");
    MimeMultipart alternatives = (MimeMultipart) message.getContent();

    assertThat(message.getContentType()).startsWith("multipart/alternative");
    assertThat(alternatives.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat((String) alternatives.getBodyPart(0).getContent())
        .contains("wishes you <b>a good morning</b> & more.")
        .contains("Answer:\r\nhttps://example.org/answer?token=a-b_c&x=1")
        .contains("123456");
    assertThat(alternatives.getBodyPart(1).getContentType()).startsWith("text/html");
    assertThat((String) alternatives.getBodyPart(1).getContent())
        .contains("wishes you &lt;b&gt;a good morning&lt;/b&gt; &amp; more.")
        .contains("href=\"https://example.org/answer?token=a-b_c&amp;x=1\"")
        .contains("123456")
        .doesNotContain("<b>");
  }

  @Test
  void bearsTheDateAndAnIdOfItsOwn() throws Exception {
    UUID id = UUID.randomUUID();
    MimeMessage message =
        LetterMessage.of(
            Letters.to("ana@example.org"), id, "Countersign", new RecordingTransport(), NOW);

    assertThat(message.getHeader("Date", null)).isEqualTo("Fri, 20 Nov 2026 10:00:00 +0000");
    assertThat(message.getHeader("Message-ID", null)).isEqualTo("<" + id + "@example.org>");
    assertThat(message.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
  }

  @Test
  void letsNoTenantsNameBeginAHeader() throws Exception {
    String raw = raw(message(Letters.to("ana@example.org"), "Evil\r\nBcc: eve@example.org\r\n"));

    assertThat(raw).doesNotContain("\nBcc:").contains("Evil Bcc: eve@example.org\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a@example.org\r\nBcc: eve@example.org", "a@example.org\n", "a\u0000@b.org"})
  void refusesAnAddressThatIsMoreThanOneLine(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> Letters.to(address));
  }

  @Test
  void neverPrintsWhatItSays() {
    assertThat(Letters.to("ana@example.org")).hasToString("Letter[greeting]");
  }

  private static MimeMessage message(Letter letter, String brand) {
    return LetterMessage.of(letter, UUID.randomUUID(), brand, new RecordingTransport(), NOW);
  }

  private static String raw(MimeMessage message) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
