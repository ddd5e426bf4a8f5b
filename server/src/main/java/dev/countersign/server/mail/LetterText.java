package dev.countersign.server.mail;

import dev.countersign.server.mail.Letter.Part;
import java.util.Objects;
import org.springframework.web.util.HtmlUtils;

/** A letter as plain text and as HTML. All that it says is escaped in the latter. */
final class LetterText {
  private LetterText() {}

  static String plain(Letter letter, String brand) {
    StringBuilder text = new StringBuilder();
    for (Part part : letter.parts()) {
      text.append(plain(part)).append("\r\n\r\n");
    }
    return text.append("-- \r\n").append(footer(brand)).append("\r\n").toString();
  }

  private static String plain(Part part) {
    return switch (part.look()) {
      case PARAGRAPH -> part.text();
      case LINK -> part.text() + ":\r\n" + part.address();
      case CODE -> "    " + part.text();
    };
  }

  static String html(Letter letter, String brand) {
    StringBuilder body = new StringBuilder();
    for (Part part : letter.parts()) {
      body.append(html(part));
    }
    String subject = escaped(letter.subject());
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    </head>
    <body style="margin:0;padding:24px;font-family:sans-serif;font-size:16px;line-height:1.5">
    <div style="max-width:36em;margin:0 auto">
    <h1 style="font-size:20px">%s</h1>
    %s<p style="font-size:13px;color:#595959">%s</p>
    </div>
    </body>
    </html>
    """
        .formatted(subject, subject, body, escaped(footer(brand)));
  }

  private static String html(Part part) {
    String text = escaped(part.text());
    return switch (part.look()) {
      case PARAGRAPH -> "<p>%s</p>\n".formatted(text);
      case LINK -> {
        String address = escaped(Objects.requireNonNull(part.address()).toString());
        yield """
        <p><a href="%s" style="font-weight:bold">%s</a><br>
        <span style="font-size:13px">%s</span></p>
        """
            .formatted(address, text, address);
      }
      case CODE ->
          """
          <p style="font-family:monospace;font-size:26px;letter-spacing:4px">%s</p>
          """
              .formatted(text);
    };
  }

  private static String footer(String brand) {
    return "Sent by " + brand + ". Nobody reads answers to this address.";
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
