package dev.countersign.server.mail;

import dev.countersign.server.mail.Letter.Part;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Letters for tests. */
final class Letters {
  private Letters() {}

  static Letter to(String address) {
    return new Letter(
        "greeting",
        address,
        "Good morning",
        List.of(
            Part.paragraph("Somebody wishes you <b>a good morning</b> & more."),
            Part.link("Answer", URI.create("https://example.org/answer?token=a-b_c&x=1")),
            Part.code("123456")),
        Duration.ofHours(1));
  }
}
