package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the form by which people pay does with what no page of it would send. */
@ServerTest
class ConsolePayHttpTests {
  private static final String PAGE = "/console/you/pay";

  private final int port;
  private final ConsoleWorld world;
  private final Accounts accounts;
  private final ConsoleClient browser;
  private final ConsoleWorld.Person ann;
  private final ConsoleWorld.Person ben;

  ConsolePayHttpTests(
      @LocalServerPort int port, AutowireCapableBeanFactory beans, Accounts accounts) {
    this.port = port;
    this.world = ConsoleWorld.in(beans);
    this.accounts = accounts;
    this.ann = world.somebody(port);
    this.ben = world.somebody(port);
    ConsoleWorld.Person administrator = world.administrator(port);
    world.deposit(administrator, ann.id(), "USD", 100_00);
    world.deposit(administrator, ben.id(), "USD", 100_00);
    this.browser = new ConsoleClient(port);
    browser.signIn(ann.email(), People.PASSWORD);
  }

  @Test
  void paysOnceHoweverOftenItIsSentAtOnce() throws Exception {
    String token = browser.formToken(PAGE);
    Map<String, String> form = form(ann, "7.00", UUID.randomUUID().toString());
    Set<String> payments = new HashSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int time = 0; time < 12; time++) {
        answers.add(threads.submit(() -> browser.submitWith(token, PAGE, form)));
      }
      for (Future<HttpResponse<String>> answer : answers) {
        payments.add(answer.get().headers().firstValue("Location").orElse("none"));
      }
    }
    assertThat(payments)
        .singleElement()
        .asString()
        .startsWith("/console/you/payments/pay_")
        .endsWith("?done=paid");
    assertThat(balance(ann)).isEqualTo(93_00);
  }

  @Test
  void paysFromNobodyElsesAccount() {
    HttpResponse<String> answer =
        browser.submit(PAGE, PAGE, form(ben, "7.00", UUID.randomUUID().toString()));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Choose one of your accounts.");
    assertThat(balance(ben)).isEqualTo(100_00);
  }

  @Test
  void asksOnceMoreWhereNoKeyCame() {
    HttpResponse<String> answer = browser.submit(PAGE, PAGE, form(ann, "7.00", " "));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("Pay this?", "Pay 7.00 USD");
    assertThat(balance(ann)).isEqualTo(100_00);
  }

  @Test
  void showsHostileTextAsText() {
    String hostile = "<img src=x onerror=alert(1)>";
    Map<String, String> form = new HashMap<>(form(ann, "7.00", UUID.randomUUID().toString()));
    form.put("reference", hostile);
    form.put("step", "");
    assertThat(browser.submit(PAGE, PAGE, form).body())
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain(hostile);
    form.put("reference", "a\0b");
    form.put("recipient", hostile);
    form.put("amount", "1e3");
    form.put("key", "k".repeat(256));
    HttpResponse<String> refused = browser.submit(PAGE, PAGE, form);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).doesNotContain(hostile).contains("reference-fault");
  }

  @Test
  void isNeitherShownNorLinkedToForWhoeverMayOnlyRead() {
    ConsoleWorld.Person reader = world.somebody(port);
    ConsoleWorld.Person administrator = world.administrator(port);
    world.deposit(administrator, reader.id(), "USD", 100_00);
    world.restrict(reader, "auditor");
    ConsoleClient reading = new ConsoleClient(port);
    reading.signIn(reader.email(), People.PASSWORD);

    assertThat(reading.get(PAGE).statusCode()).isEqualTo(403);
    Map<String, String> form = form(reader, "7.00", UUID.randomUUID().toString());
    assertThat(reading.submit("/console/you/sessions", PAGE, form).statusCode()).isEqualTo(403);
    assertThat(balance(reader)).isEqualTo(100_00);
    for (String page : List.of("accounts", "payments", "schedules", "requests", "mandates")) {
      HttpResponse<String> shown = reading.get("/console/you/" + page);
      assertThat(shown.statusCode()).isEqualTo(200);
      assertThat(shown.body())
          .as(page)
          .doesNotContain(
              "href=\"" + PAGE + "\"",
              "href=\"" + PAGE + "?",
              "action=\"/console/you/requests\"",
              "action=\"/console/you/schedules\"");
      assertThat(browser.get("/console/you/" + page).body()).contains("href=\"" + PAGE + "\"");
    }
  }

  @Test
  void saysWhoAsksByWhatTheOtherMayKnowOfThem() {
    ConsoleClient asking = new ConsoleClient(port);
    asking.signIn(ben.email(), People.PASSWORD);
    String page = "/console/you/requests";
    Map<String, String> request =
        Map.of(
            "payer",
            ann.email(),
            "amount",
            "4.00",
            "currency",
            "USD",
            "note",
            "The concert",
            "key",
            UUID.randomUUID().toString());
    assertThat(asking.submit(page, page, request).statusCode()).isEqualTo(303);

    String asked = browser.get(page).body();
    assertThat(asked).contains("The concert", ben.email()).doesNotContain(ben.id().text());
    String pay =
        asked.replaceFirst("(?s).*action=\"(/console/you/requests/prq_\\w+/pay)\".*", "$1");
    assertThat(browser.submit(page, pay, Map.of()).body())
        .contains("4.00 USD goes from your account to " + ben.email());
    // An address is not told to whoever asked by an id or a username.
    assertThat(asking.get(page).body()).doesNotContain(ann.email());
  }

  @Test
  void saysAtOnceAllThatIsWrongWithARequestToPay() {
    String page = "/console/you/requests";
    HttpResponse<String> refused =
        browser.submit(
            page,
            page,
            Map.of(
                "payer", ben.email(), "amount", "1,5", "currency", "usd", "note", "", "key", "k"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .containsSubsequence(
            "Nobody was asked. See below what to change.",
            "value=\"" + ben.email() + "\"",
            "value=\"1,5\"",
            "id=\"amount-fault\">Give a decimal of plain digits, such as 50.00.",
            "id=\"currency-fault\">Choose one of the currencies.");
  }

  private Map<String, String> form(ConsoleWorld.Person payer, String amount, String key) {
    return Map.of(
        "account",
        account(payer).id().text(),
        "recipient",
        ben.email(),
        "amount",
        amount,
        "reference",
        "",
        "key",
        key,
        "step",
        "pay");
  }

  private long balance(ConsoleWorld.Person person) {
    return account(person).balanceMinor();
  }

  private Account account(ConsoleWorld.Person person) {
    return accounts.find(TenantId.DEFAULT, person.id(), "USD").orElseThrow();
  }
}
