package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Role;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.signin.Disabling;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The console's promises that a browser does not show: cookies, tokens, headers, refusals. */
@ServerTest
class ConsoleHttpTests {
  private final int port;
  private final ConsoleWorld world;
  private final Disabling disabling;
  private final ConsoleClient browser;
  private final ConsoleWorld.Person administrator;

  ConsoleHttpTests(
      @LocalServerPort int port, AutowireCapableBeanFactory beans, Disabling disabling) {
    this.port = port;
    this.world = ConsoleWorld.in(beans);
    this.disabling = disabling;
    this.browser = new ConsoleClient(port);
    this.administrator = world.administrator(port);
  }

  @BeforeEach
  void signIn() {
    assertThat(browser.signIn(administrator.email(), People.PASSWORD).statusCode()).isEqualTo(303);
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
  void turnsAwayWhoeverIsNoAdministrator() {
    ConsoleWorld.Person somebody = world.somebody(port);
    ConsoleClient other = new ConsoleClient(port);
    other.signIn(somebody.email(), People.PASSWORD);

    HttpResponse<String> first = other.get("/console");
    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(first.headers().firstValue("Location")).contains("/console/you/sessions");
    for (String page :
        List.of(
            "/console/accounts",
            "/console/people",
            "/console/people/" + administrator.id().text(),
            "/console/nothing")) {
      HttpResponse<String> answer = other.get(page);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("This is for administrators").contains("Sign out");
    }
    assertThat(other.signOut().statusCode()).isEqualTo(303);
  }

  @Test
  void letsNobodyButAdministratorsEndOthersSessionsOrDisableThem() {
    ConsoleWorld.Person somebody = world.somebody(port);
    ConsoleClient other = new ConsoleClient(port);
    other.signIn(somebody.email(), People.PASSWORD);
    for (String deed : List.of("end-sessions", "disable", "enable")) {
      HttpResponse<String> answer =
          other.submit(
              "/console/you/sessions",
              "/console/people/" + administrator.id().text() + "/" + deed,
              Map.of("reason", "mischief"));
      assertThat(answer.statusCode()).as(deed).isEqualTo(403);
    }
    assertThat(browser.get("/console").statusCode()).isEqualTo(200);
  }

  @Test
  void endsNobodyElsesSessionByItsAddress() {
    ConsoleWorld.Person somebody = world.somebody(port);
    HttpResponse<String> answer =
        browser.submit(
            "/console/you/sessions",
            "/console/you/sessions/" + somebody.session().id().text() + "/end",
            Map.of());
    assertThat(answer.headers().firstValue("Location")).contains("/console/you/sessions?done=none");
  }

  @Test
  void asksAnAdministratorForAReasonAndRefusesToDisableThemselves() {
    String self = "/console/people/" + administrator.id().text();
    HttpResponse<String> noReason = browser.submit(self, self + "/end-sessions", Map.of());
    assertThat(noReason.statusCode()).isEqualTo(422);
    assertThat(noReason.body()).contains("Say why");
    HttpResponse<String> suicide = browser.submit(self, self + "/disable", Map.of());
    assertThat(suicide.statusCode()).isEqualTo(422);
    assertThat(suicide.body()).contains("You cannot disable your own account");
    assertThat(browser.get("/console/people/usr_nobody").statusCode()).isEqualTo(404);
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

  @Test
  void allowsNothingInlineAndNoFrames() {
    for (String page : List.of("/console", "/console/sign-in", "/console/accounts/none")) {
      HttpResponse<String> answer = browser.get(page);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
          .contains("form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.body())
          .doesNotContainPattern("<[^>]+ style=")
          .doesNotContainPattern("<[^>]+ on[a-z]+=")
          .doesNotContain("<style", "javascript:")
          .doesNotContainPattern("<script(?! src=)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/nothing",
        "/console/accounts/acc_nothing",
        "/console/accounts/acc_00000000000000000000000000",
        "/console/payments/pay_00000000000000000000000000",
        "/console/payments/x",
        "/console/files/0000/console.css"
      })
  void saysSoWhereThereIsNothing(String path) {
    HttpResponse<String> answer = browser.get(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).doesNotContain("Exception", "{\"");
  }

  @Test
  void closesTheSetUpPageOnceThereIsAnAdministrator() {
    HttpResponse<String> answer = new ConsoleClient(port).get("/console/setup?token=stale");
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/console/sign-in");
  }

  @Test
  void servesFilesThatABrowserMayKeep() {
    String page = new ConsoleClient(port).get("/console/sign-in").body();
    String address =
        page.replaceAll("(?s).*href=\"(/console/files/[0-9a-f]+/console.css)\".*", "$1");
    HttpResponse<String> style = new ConsoleClient(port).get(address);
    assertThat(style.statusCode()).isEqualTo(200);
    assertThat(style.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(style.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/css");
  }

  @Test
  void findsAccountsByWhatAnOperatorHasAtHand() {
    String reference = "shop-" + UUID.randomUUID();
    Account shop = world.open(administrator, reference, "EUR", 0);
    ConsoleWorld.Person owner = world.somebody(port);
    PostedTransfer deposit = world.deposit(administrator, owner.id(), "USD", 12_345_678);
    String owned = String.valueOf(deposit.payee());

    assertThat(found(reference.substring(0, 20))).contains(shop.id().text());
    assertThat(found(shop.id().text())).contains(reference);
    assertThat(found(owner.email())).contains(owned).doesNotContain(shop.id().text());
    assertThat(found(owner.id().text())).contains(owned);
    assertThat(found("nobody-has-this")).contains("No account matches");
    assertThat(found("\u0000'; drop table accounts; --")).contains("No account matches");
    // Digits are grouped by the style sheet; the text is the plain decimal.
    assertThat(found(owned).replaceAll("<[^>]+>", "")).contains("123456.78");
  }

  @Test
  void showsWhatTheAuditLogHasOfAPayment() {
    PostedTransfer deposit = world.deposit(administrator, administrator.id(), "USD", 5_000);
    String path = "/console/payments/" + deposit.id().text();
    String page = browser.get(path).body();
    assertThat(page).contains("payment.completed").contains("evt_");
    // Pending for a moment, then in the log, then signed.
    assertThat(page).containsPattern("Pending|In the log|Signed");
  }

  @Test
  void pagesThroughALongHistory() {
    Account account = world.open(administrator, "long-" + UUID.randomUUID(), "CZK", 0);
    world.live(administrator, account, 120);
    String path = "/console/accounts/" + account.id().text();

    String first = browser.get(path).body();
    assertThat(first).contains("<svg").contains("rel=\"next\"");
    String next = first.replaceAll("(?s).*href=\"([^\"]+)#history\" rel=\"next\".*", "$1");
    String second = browser.get(next).body();
    assertThat(second).contains("First page").isNotEqualTo(first);
  }

  @Test
  void showsHostileTextAsText() {
    String hostile = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'${7*7}";
    Account account = world.open(administrator, hostile + UUID.randomUUID(), "USD", 0);
    PostedTransfer posted =
        world
            .post(
                List.of(
                    world.moved(
                        administrator,
                        new AccountRef.ById(account.id()),
                        "USD",
                        100,
                        null,
                        Map.of("note", hostile))))
            .getFirst();
    for (String page :
        List.of(
            "/console/accounts?q=" + account.id().text(),
            "/console/accounts/" + account.id().text(),
            "/console/payments/" + posted.id().text())) {
      assertThat(browser.get(page).body())
          .doesNotContain("<script>alert", "<img src=x")
          .contains("&lt;script&gt;alert(1)");
    }
  }

  private String found(String text) {
    return browser
        .get("/console/accounts?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
        .body();
  }

  private static String sessionCookie(ConsoleClient client) {
    return client.cookies().stream()
        .filter(cookie -> cookie.getName().equals("countersign_console"))
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
