package dev.countersign.server.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/errors.md} equal to the one table of codes. */
class ErrorTableTests {
  private static final Path DOCUMENT = Path.of("..", "docs", "errors.md");

  @Test
  void theDocumentListsEveryCode() throws IOException {
    String expected = document();
    if (Boolean.getBoolean("countersign.write-docs")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(DOCUMENT)
        .as("run this test with -Dcountersign.write-docs=true to write it anew")
        .hasContent(expected);
  }

  private static String document() {
    String rows =
        Arrays.stream(ErrorCode.values())
            .map(code ->
                "| `%s` | %d | %s | %s |\n"
                    .formatted(code.wireName(), code.status(), code.title(), code.hint()))
            .collect(Collectors.joining());
    return """
    # Errors

    Every error is an RFC 9457 problem, `application/problem+json`:

    ```json
    {
      "type": "/docs/errors#insufficient_funds",
      "title": "The balance does not cover it",
      "status": 422,
      "detail": "The balance is 1.00 and 2.00 are needed.",
      "code": "insufficient_funds",
      "request_id": "5b1f6c9e-6a4c-4a51-8f6e-0a8a4f0b9c1d",
      "context": {"balance": "1.00", "required": "2.00"}
    }
    ```

    Program against `code`: it never changes. `title` and `detail` are for people. `errors` names the
    fields at fault, all of them, each with a `code` of its own; `request_id` is the one in the
    `X-Request-ID` header and in the service's log. 401 bears `WWW-Authenticate`, 429 and 503 bear
    `Retry-After`.

    | code | status | meaning | what to do |
    |---|---|---|---|
    """
        + rows;
  }
}
