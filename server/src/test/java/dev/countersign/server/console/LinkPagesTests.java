package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.countersign.api.InvitationRequest;
import dev.countersign.api.LoginRequest;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.Chromium;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestDatabase;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages behind links in messages, without scripts and in a browser. */
@ServerTest
class LinkPagesTests {
  private static final String NEW_PASSWORD = "amber tram beside Vltava";

  private final String base;
  private final ApiClient api;
  private final ApiClient administrator;
  private final ConsoleClient browser;
  private final Outbox outbox;

  LinkPagesTests(@LocalServerPort int port, TestData data, TestDatabase database) {
    this.base = "http://localhost:" + port;
    this.api = ApiClient.of(port);
    this.administrator = Administrators.create(api, database);
    this.browser = new ConsoleClient(port);
    this.outbox = Outbox.of(data);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/verify?token=x", "/reset", "/reset?token=x", "/invitation?token=x"})
  void tellNobodyWhereTheyAre(String path) {
    HttpResponse<String> answer = browser.get(path);

    assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(answer, "Cache-Control")).contains("no-store");
    assertThat(header(answer, "Content-Security-Policy"))
        .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/verify",
        "/verify?token=x",
        "/reset?token=x",
        "/invitation",
        "/invitation?token=x"
      })
  void sayThatALinkDoesNotWork(String path) {
    HttpResponse<String> answer = browser.get(path);

    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(answer.body()).contains("does not work any more").doesNotContain("<form class");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/verify", "/reset", "/reset/ask", "/invitation"})
  void takeNoFormFromElsewhere(String action) {
    assertThat(browser.send(browser.form(action, Map.of("token", "x")).build()).statusCode())
        .isEqualTo(403);
    assertThat(
            browser
                .send(
                    browser
                        .form(action, Map.of("token", "x"))
                        .header("Sec-Fetch-Site", "cross-site")
                        .build())
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void answerTheSameForAnAddressThatNobodyHas() {
    String known = People.register(api).user().email();
    HttpResponse<String> one = browser.submit("/reset", "/reset/ask", Map.of("email", known));
    HttpResponse<String> other =
        browser.submit("/reset", "/reset/ask", Map.of("email", People.newEmail()));

    assertThat(one.statusCode()).isEqualTo(200);
    assertThat(other.body()).isEqualTo(one.body()).contains("If there is an account");
    outbox.await(known, "password_reset", 1);
    assertThat(browser.submit("/reset", "/reset/ask", Map.of("email", "nobody")).statusCode())
        .isEqualTo(422);
  }

  @Test
  void openAnAccountByAnInvitation() {
    String email = People.newEmail();
    String name = People.newUsername();
    administrator.post("/v1/admin/invitations", new InvitationRequest(email, "user")).expect(201);
    String token = outbox.await(email, "invitation", 1).token();
    String page = "/invitation?token=" + token;

    assertThat(
            browser
                .submit(
                    page,
                    "/invitation",
                    Map.of("token", token, "username", "a b", "password", NEW_PASSWORD))
                .body())
        .contains("A username is 3 to 50")
        .contains(email);
    assertThat(
            browser
                .submit(page, "/invitation", Map.of("token", token, "password", "password"))
                .statusCode())
        .isEqualTo(422);
    HttpResponse<String> done =
        browser.submit(
            page,
            "/invitation",
            Map.of("token", token, "username", name, "password", NEW_PASSWORD));

    assertThat(done.body()).contains("Your account is open");
    assertThat(browser.get(page).statusCode()).isEqualTo(410);
    api.post("/v1/auth/login", new LoginRequest(null, name, NEW_PASSWORD)).expect(200);
  }

  @Test
  void setANewPasswordInABrowser() {
    String email = People.register(api).user().email();
    List<String> complaints = new ArrayList<>();
    try (BrowserContext context = Chromium.browser().newContext()) {
      Page page = context.newPage();
      page.onConsoleMessage(message -> {
        if (message.type().equals("error")) {
          complaints.add(message.text());
        }
      });
      page.navigate(base + "/reset");
      page.getByLabel("E-mail address").fill(email);
      button(page, "Send the link");
      heading(page, "Look into your mailbox");

      page.navigate(outbox.await(email, "password_reset", 1).link());
      page.getByLabel("New password").fill("password");
      button(page, "Set the password");
      page.getByRole(AriaRole.ALERT).waitFor();
      page.getByLabel("New password").fill(NEW_PASSWORD);
      button(page, "Set the password");
      heading(page, "Your password is set");
    }

    // A page that refuses answers 422, which the browser tells too.
    assertThat(complaints).allSatisfy(said -> assertThat(said).contains("422"));
    api.post("/v1/auth/login", new LoginRequest(email, null, People.PASSWORD)).expect(401);
    api.post("/v1/auth/login", new LoginRequest(email, null, NEW_PASSWORD)).expect(200);
  }

  private static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).click();
  }

  private static void heading(Page page, String name) {
    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name)).waitFor();
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
