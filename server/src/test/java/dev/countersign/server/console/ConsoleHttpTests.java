package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The console's promises that a browser does not show: headers, refusals, what is found. */
@ServerTest
class ConsoleHttpTests extends ConsoleVisit {
  ConsoleHttpTests(@LocalServerPort int port, AutowireCapableBeanFactory beans) {
    super(port, beans);
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

  private String found(String text) {
    return browser
        .get("/console/accounts?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
        .body();
  }
}
