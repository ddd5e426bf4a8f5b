package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What somebody who sees what another sees cannot do, whatever their browser sends. */
@ServerTest
class SeenPagesTests {
  private static final String SEEN = "/console/you/accounts";

  private final int port;
  private final ConsoleWorld world;
  private final ConsoleWorld.Person ann;
  private final ConsoleWorld.Person administrator;
  private final ConsoleClient browser;

  SeenPagesTests(@LocalServerPort int port, AutowireCapableBeanFactory beans) {
    this.port = port;
    this.world = ConsoleWorld.in(beans);
    this.ann = world.somebody(port);
    this.administrator = world.administrator(port);
    this.browser = signedIn(administrator);
  }

  @Test
  void sendNoFormButTheOneThatEndsIt() {
    begin();
    for (String form :
        List.of(
            "/console/you/password",
            "/console/you/keys",
            "/console/you/factors/add",
            "/console/you/factors/passkeys",
            "/console/you/sessions/end-others",
            "/console/you/elevations",
            "/console/people/" + ann.id().text() + "/disable",
            "/console/people/" + administrator.id().text() + "/see",
            "/console/roles",
            "/console/keys",
            "/console/tenants")) {
      HttpResponse<String> answer = browser.submit(SEEN, form, Map.of("reason", "a look"));
      assertThat(answer.statusCode()).as(form).isEqualTo(403);
      assertThat(answer.body()).as(form).contains("Not while you see what somebody else sees");
    }
    assertThat(signedIn(ann).get("/console/you/sessions").statusCode()).isEqualTo(200);
  }

  @Test
  void showNothingInAnotherBrowser() {
    begin();
    ConsoleClient other = signedIn(world.administrator(port));
    other.keep(seen());

    assertThat(other.get(SEEN).body()).contains("Your money").doesNotContain(ann.email());
  }

  @Test
  void showNothingOnceItHasEnded() {
    begin();
    HttpCookie kept = seen();
    HttpResponse<String> answer = browser.submit(SEEN, SeenPages.END, Map.of());
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .isEqualTo("/console/people/" + ann.id().text() + "?done=unseen");
    browser.keep(kept);

    assertThat(browser.get(SEEN).body()).contains("Your money").doesNotContain(ann.email());
  }

  @Test
  void beginForNobodyWithoutTheRight() {
    ConsoleClient somebody = signedIn(world.somebody(port));
    HttpResponse<String> answer = somebody.submit(SEEN, see(), Map.of("reason", "curiosity"));

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void beginForNobodyWithoutAReason() {
    HttpResponse<String> answer = browser.submit(SEEN, see(), Map.of("reason", "  "));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Say why");
  }

  private void begin() {
    HttpResponse<String> answer =
        browser.submit(SEEN, see(), Map.of("reason", "a ticket of today"));
    assertThat(answer.statusCode()).isEqualTo(303);
    String cookie =
        answer.headers().allValues("Set-Cookie").stream()
            .filter(header -> header.startsWith("countersign_console_seen="))
            .findFirst()
            .orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Max-Age=900");
    assertThat(browser.get(SEEN).body()).contains("Their money", ann.email());
  }

  private String see() {
    return "/console/people/" + ann.id().text() + "/see";
  }

  private HttpCookie seen() {
    return browser.cookies().stream()
        .filter(cookie -> cookie.getName().equals("countersign_console_seen"))
        .findFirst()
        .orElseThrow();
  }

  private ConsoleClient signedIn(ConsoleWorld.Person person) {
    ConsoleClient client = new ConsoleClient(port);
    assertThat(client.signIn(person.email(), People.PASSWORD).statusCode()).isEqualTo(303);
    return client;
  }
}
