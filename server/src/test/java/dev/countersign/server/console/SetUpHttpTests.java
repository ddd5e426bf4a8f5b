package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.TestData;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** The first start of an installation: the link, the page behind it, and the end of both. */
@ServerTest
// A service of its own, for it must not have an administrator yet.
@TestPropertySource(properties = "countersign.console.idle=29m")
class SetUpHttpTests {
  private static final String EMAIL = "first@example.com";
  private static final String PASSWORD = "a kettle under seven moons";

  private final int port;
  private final Path link;

  SetUpHttpTests(@LocalServerPort int port, TestData data) {
    this.port = port;
    this.link = data.directory().resolve("setup-link.txt");
  }

  @Test
  void createsTheFirstAdministratorOnce() throws IOException {
    ConsoleClient browser = new ConsoleClient(port);
    String page = Files.readString(link).strip().replaceAll("^https?://[^/]+", "");
    String token = page.replaceAll(".*token=", "");
    assertThat(browser.get(page).body()).contains("Create the first administrator");

    HttpResponse<String> guessed = submit(browser, page, "guessed", EMAIL, PASSWORD);
    assertThat(guessed.statusCode()).isEqualTo(422);
    assertThat(guessed.body()).contains("not the latest one");
    HttpResponse<String> weak = submit(browser, page, token, EMAIL, "password1234567");
    assertThat(weak.statusCode()).isEqualTo(422);
    assertThat(weak.body()).contains(EMAIL).contains("role=\"alert\"");
    assertThat(submit(browser, page, token, "nobody", PASSWORD).body())
        .contains("Give an e-mail address.");

    HttpResponse<String> created = submit(browser, page, token, EMAIL, PASSWORD);
    assertThat(created.statusCode()).isEqualTo(303);
    assertThat(browser.signIn(EMAIL, PASSWORD).statusCode()).isEqualTo(303);
    String overview = browser.get("/console").body();
    assertThat(overview).contains("Nothing has moved yet").contains(EMAIL);

    assertThat(link).doesNotExist();
    assertThat(new ConsoleClient(port).get(page).statusCode()).isEqualTo(303);
  }

  private static HttpResponse<String> submit(
      ConsoleClient browser, String page, String token, String email, String password) {
    return browser.submit(
        page, SetUpPages.PAGE, Map.of("token", token, "email", email, "password", password));
  }
}
