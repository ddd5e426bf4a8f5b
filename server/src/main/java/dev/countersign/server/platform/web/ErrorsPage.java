package dev.countersign.server.platform.web;

import dev.countersign.api.ErrorCode;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Where the {@code type} of a problem leads: every code with its meaning and what to do. */
@Hidden
@RestController
class ErrorsPage {
  private final String page =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Countersign errors</title>
      <link rel="icon" href="data:,">
      </head>
      <body>
      <h1>Errors</h1>
      <p>Program against the code: it never changes. <a href="/docs">The API</a></p>
      <table>
      <thead><tr><th>code</th><th>status</th><th>meaning</th><th>what to do</th></tr></thead>
      <tbody>
      %s</tbody>
      </table>
      </body>
      </html>
      """
          .formatted(
              Arrays.stream(ErrorCode.values()).map(ErrorsPage::row).collect(Collectors.joining()));

  @GetMapping(path = "/docs/errors", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
  String page() {
    return page;
  }

  private static String row(ErrorCode code) {
    return """
    <tr id="%1$s"><th scope="row"><code>%1$s</code></th><td>%2$d</td><td>%3$s</td><td>%4$s</td></tr>
    """
        .formatted(
            code.wireName(),
            code.status(),
            HtmlUtils.htmlEscape(code.title()),
            HtmlUtils.htmlEscape(code.hint()));
  }
}
