package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Role;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.signin.Disabling;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who is let into the console and for how long: cookies, tokens of forms, signing in and out. */
@ServerTest
class ConsoleSessionHttpTests extends ConsoleVisit {
  private final Disabling disabling;

  ConsoleSessionHttpTests(
      @LocalServerPort int port, AutowireCapableBeanFactory beans, Disabling disabling) {
    super(port, beans);
    this.disabling = disabling;
  }

  @Test
  void leadsAStrangerToSignInAndBackToThePageAskedFor() {
    ConsoleClient stranger = new ConsoleClient(port);
    HttpResponse<String> answer = stranger.get("/console/accounts?q=a%20b");

    assertThat(answer.statusCode()).isEqualTo(303);
    String signIn = answer.headers().firstValue("Location").orElseThrow();
    assertThat(signIn).isEqualTo("/console/sign-in?next=%2Fconsole%2Faccounts%3Fq%3Da%2520b");
    HttpResponse<String> after =
        stranger.submit(
            signIn,
            "/console/sign-in",
            Map.of(
                "who",
                administrator.email(),
                "password",
                People.PASSWORD,
                "next",
                "/console/accounts?q=a%20b"));
    assertThat(after.headers().firstValue("Location")).contains("/console/accounts?q=a%20b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/console//elsewhere.example/..",
        "/v1/me",
        "/console\r\nX: y",
        "javascript:alert(1)"
      })
  void leadsNowhereElseAfterSignIn(String next) {
    ConsoleClient stranger = new ConsoleClient(port);
    HttpResponse<String> answer =
        stranger.submit(
            "/console/sign-in",
            "/console/sign-in",
            Map.of("who", administrator.email(), "password", People.PASSWORD, "next", next));
    assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/console");
    assertThat(answer.headers().firstValue("Location").orElseThrow()).doesNotContain("//");
  }

  @Test
  void keepsTheSessionInACookieThatScriptsAndOtherSitesDoNotSee() {
    ConsoleClient fresh = new ConsoleClient(port);
    HttpResponse<String> answer = fresh.signIn(administrator.email(), People.PASSWORD);

    String cookie =
        answer.headers().allValues("Set-Cookie").stream()
            .filter(header -> header.startsWith("countersign_console="))
            .findFirst()
            .orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain("Domain");
    // 32 random bytes in base64.
    assertThat(cookie).matches("countersign_console=[A-Za-z0-9_-]{43};.*");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void givesANewCookieAtEachSignIn() {
    String first = sessionCookie(browser);
    browser.signOut();
    browser.signIn(administrator.email(), People.PASSWORD);
    assertThat(sessionCookie(browser)).isNotEqualTo(first);
  }

  @Test
  void answersAWrongPasswordAndAnUnknownNameAlike() {
    ConsoleClient stranger = new ConsoleClient(port);
    HttpResponse<String> wrong = stranger.signIn(administrator.email(), "not my password at all");
    HttpResponse<String> unknown = stranger.signIn(People.newEmail(), "not my password at all");

    assertThat(wrong.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(422);
    String sentence = "That name and password do not belong together.";
    assertThat(wrong.body()).contains(sentence).contains(administrator.email());
    assertThat(unknown.body()).contains(sentence);
    assertThat(stranger.get("/console").statusCode()).isEqualTo(303);
  }

  @Test
  void refusesAFormWithoutItsToken() {
    HttpResponse<String> answer = browser.send(browser.form("/console/sign-out", Map.of()).build());
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("This form is out of date");
    assertThat(browser.get("/console").statusCode()).isEqualTo(200);
  }

  @Test
  void takesAFormAfterOtherPagesAndDownloads() {
    String account = world.open(administrator, "form-" + UUID.randomUUID(), "USD", 0).id().text();
    String token = browser.formToken("/console/you/sessions");
    assertThat(browser.get("/console/accounts").statusCode()).isEqualTo(200);
    assertThat(
            browser
                .get(
                    "/console/accounts/"
                        + account
                        + "/statement?from=2026-01-01&to=2026-01-31&format=csv")
                .statusCode())
        .isEqualTo(200);
    assertThat(browser.submitWith(token, "/console/sign-out", Map.of()).statusCode())
        .isEqualTo(303);
  }

  @Test
  void refusesAFormOfASignInThatIsOver() {
    String token = browser.formToken("/console/you/sessions");
    browser.signOut();
    browser.signIn(administrator.email(), People.PASSWORD);
    assertThat(browser.submitWith(token, "/console/sign-out", Map.of()).statusCode())
        .isEqualTo(403);
  }

  @Test
  void refusesAFormThatAnotherSiteSent() {
    HttpResponse<String> answer =
        browser.send(
            browser
                .form("/console/sign-out", Map.of())
                .header("Sec-Fetch-Site", "cross-site")
                .build());
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(browser.get("/console").statusCode()).isEqualTo(200);
  }

  @Test
  void letsNobodyInOnceTheSessionHasEnded() {
    assertThat(browser.get("/console").statusCode()).isEqualTo(200);
    // The console's own sign-in is another session than the world's; this ends all of them.
    ConsoleWorld.Person colleague = world.administrator(port);
    disabling.disable(
        new Caller(
            TenantId.DEFAULT,
            colleague.id(),
            colleague.session().id(),
            Role.ADMINISTRATOR.permissions()),
        administrator.id());

    HttpResponse<String> answer = browser.get("/console");
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/console/sign-in");
  }

  @Test
  void endsTheSignInBehindItOnSignOut() {
    String cookie = sessionCookie(browser);
    assertThat(browser.signOut().statusCode()).isEqualTo(303);

    assertThat(browser.get("/console").statusCode()).isEqualTo(303);
    ConsoleClient thief = new ConsoleClient(port);
    HttpResponse<String> replayed =
        thief.send(
            thief
                .form("/console", Map.of())
                .GET()
                .header("Cookie", "countersign_console=" + cookie)
                .build());
    assertThat(replayed.statusCode()).isEqualTo(303);
  }

  private static String sessionCookie(ConsoleClient client) {
    return client.cookies().stream()
        .filter(cookie -> cookie.getName().equals("countersign_console"))
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
