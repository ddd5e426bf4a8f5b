package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.api.CountersigningSettings;
import dev.countersign.api.DepositRequest;
import dev.countersign.api.SigningThreshold;
import dev.countersign.api.SpendingLimit;
import dev.countersign.api.SpendingLimits;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.factors.Enrolled;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Paying somebody from the console, in Chromium. */
@ServerTest
@Import(MovableClock.class)
class ConsolePayBrowserTests extends ConsoleBrowser {
  private final ApiClient api;
  private final ApiClient administrator;
  private final TestClock clock;

  ConsolePayBrowserTests(@LocalServerPort int port, TestDatabase database, TestClock clock) {
    super(port);
    this.api = ApiClient.of(port);
    this.clock = clock;
    this.administrator = Administrators.create(api, database);
  }

  @Test
  void showsWhatIsPaidAndPaysItOnce() {
    TokenAnswer ann = rich("USD");
    TokenAnswer ben = People.register(api);
    Page page = page();
    openAs(page, email(ann), "/console/you/accounts");
    page.getByRole(AriaRole.LINK, named("Pay from this account in USD")).click();
    whole(page, "pay");
    isAccessible(page);
    fill(page, email(ben), "45.5", "Concert, 3 May");
    button(page, "Go on");
    assertThat(page.locator("#asked").innerText()).startsWith("45.50 USD goes from your account");
    assertThat(page.locator("dl").innerText()).contains(email(ben), "Concert, 3 May");
    whole(page, "pay-summary");
    isAccessible(page);

    button(page, "Change something");
    assertThat(page.getByLabel("Reference").inputValue()).isEqualTo("Concert, 3 May");
    page.getByLabel("Amount").fill("46.50");
    button(page, "Go on");
    // As by a second click, or going back and sending it again.
    send(page);
    page.getByRole(AriaRole.BUTTON, named("Pay 46.50 USD")).dblclick();
    assertThat(status(page).innerText()).isEqualTo("It is paid.");
    assertThat(page.locator(".facts").innerText()).contains("you", "Concert, 3 May");
    whole(page, "pay-paid");
    assertThat(balance(ben)).isEqualTo("46.50");
  }

  @Test
  void neverPaysSomethingElseUnderTheSameKey() {
    TokenAnswer ann = rich("USD");
    TokenAnswer ben = People.register(api);
    Page page = page();
    openAs(page, email(ann), "/console/you/pay");
    fill(page, email(ben), "1", "");
    button(page, "Go on");
    send(page);
    button(page, "Change something");
    page.getByLabel("Amount").fill("2");
    pay(page, "2.00 USD");
    assertThat(alert(page).innerText()).contains("Something else was paid from this form already");
    assertThat(balance(ben)).isEqualTo("1.00");
    pay(page, "2.00 USD");
    assertThat(status(page).innerText()).isEqualTo("It is paid.");
    assertThat(balance(ben)).isEqualTo("3.00");
  }

  @Test
  void saysAtTheFieldWhatToDoWhereItIsRefused() {
    TokenAnswer ann = rich("USD");
    TokenAnswer ben = People.register(api);
    limit(ann, "50.00");
    Page page = page(ColorScheme.DARK);
    openAs(page, email(ann), "/console/you/pay");
    fill(page, "nobody@example.com", "45.00", "");
    button(page, "Go on");
    assertThat(fault(page, "recipient"))
        .isEqualTo(
            "Nobody here has this address, name or id. Check how it is written, or ask them.");
    assertThat(focused(page)).isEqualTo("recipient");
    whole(page, "pay-refused-dark");
    isAccessible(page);

    page.getByLabel("To").fill(email(ann));
    button(page, "Go on");
    assertThat(fault(page, "recipient")).isEqualTo("That is you. Name somebody else.");

    page.getByLabel("To").fill(email(ben));
    page.getByLabel("Amount").fill("45,00");
    button(page, "Go on");
    assertThat(fault(page, "amount")).isEqualTo("Give a decimal of plain digits, such as 50.00.");
    page.getByLabel("Amount").fill("45.001");
    button(page, "Go on");
    assertThat(fault(page, "amount")).isEqualTo("USD has 2 decimals.");

    page.getByLabel("Amount").fill("2000");
    pay(page, "2000.00 USD");
    assertThat(fault(page, "amount")).startsWith("Your spending limit leaves 50.00 USD. Pay less");
    limit(ann, "5000.00");
    pay(page, "2000.00 USD");
    assertThat(fault(page, "amount")).startsWith("You have 1000.00 USD. Pay less");

    page.getByLabel("Amount").fill("45");
    pay(page, "45.00 USD");
    assertThat(status(page).innerText()).isEqualTo("It is paid.");
    assertThat(balance(ben)).isEqualTo("45.00");
  }

  @Test
  void isSignedByAFactorWhereTheTenantWantsThat() {
    TokenAnswer ann = rich("USD");
    TokenAnswer ben = People.register(api);
    Enrolled app = Enrolled.of(api, clock, ann);
    Page page = page();
    open(page, "/console/you/pay");
    sendPassword(page, email(ann), People.PASSWORD);
    page.getByLabel("Code").fill(app.nextCode());
    press(page, "Go on");
    signed("factor", List.of(new SigningThreshold("USD", "100.00")));
    try {
      fill(page, email(ben), "450", "");
      button(page, "Go on");
      pay(page);
      assertThat(page.locator("#signed").innerText()).startsWith("Pay 450.00 USD to ");
      assertThat(page.locator("main").innerText()).doesNotContain("nother person signs");
      assertThat(balance(ben)).isEmpty();
      press(page, "A code from your authenticator app");
      page.getByLabel("Code").fill(app.nextCode());
      whole(page, "pay-signing");
      press(page, "Sign and pay");
      assertThat(status(page).innerText()).contains("Signed, and paid.");
      assertThat(balance(ben)).isEqualTo("450.00");
    } finally {
      signed("either", List.of());
    }
  }

  @Test
  void waitsForAnotherPersonOnATelephoneInTheDark() {
    TokenAnswer ann = rich("USD");
    TokenAnswer ben = People.register(api);
    Page page =
        page(
            new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setColorScheme(ColorScheme.DARK));
    openAs(page, email(ann), "/console/you/pay");
    fitsItsWindow(page);
    whole(page, "pay-phone-dark");
    signed("person", List.of(new SigningThreshold("USD", "100.00")));
    try {
      fill(page, email(ben), "450", "The boat");
      button(page, "Go on");
      assertThat(page.locator("#asked").innerText()).contains("It may have to be signed first");
      fitsItsWindow(page);
      whole(page, "pay-summary-phone-dark");
      isAccessible(page);
      pay(page);
      assertThat(page.locator("main").innerText())
          .contains("Another person signs", "is paid as soon as they have");
      assertThat(page.getByRole(AriaRole.BUTTON, named("Sign and pay")).count()).isZero();
      fitsItsWindow(page);
      whole(page, "pay-waits-phone-dark");
      isAccessible(page);
      assertThat(balance(ben)).isEmpty();
    } finally {
      signed("either", List.of());
    }
  }

  private TokenAnswer rich(String currency) {
    TokenAnswer person = People.register(api);
    administrator
        .post(
            "/v1/admin/deposits",
            new DepositRequest(
                person.user().id(), "1000.00", currency, UUID.randomUUID().toString()))
        .expect(201);
    return person;
  }

  private static void fill(Page page, String recipient, String amount, String reference) {
    page.getByLabel("To").fill(recipient);
    page.getByLabel("Amount").fill(amount);
    page.getByLabel("Reference").fill(reference);
  }

  /** Sends the form that is shown, and stays where it is. */
  private static void send(Page page) {
    page.evaluate(
        """
        async () => {
          const pay = document.querySelector('button[value=pay]');
          await fetch(pay.form.action, {
            method: 'POST', body: new URLSearchParams(new FormData(pay.form, pay)),
          });
        }
        """);
  }

  private static void pay(Page page, String amount) {
    button(page, "Go on");
    button(page, "Pay " + amount);
  }

  private static void pay(Page page) {
    page.locator("button[value=pay]").click();
  }

  private static String fault(Page page, String field) {
    assertThat(alert(page).innerText()).startsWith("Nothing was paid.");
    return faultAt(page, field);
  }

  private static String email(TokenAnswer person) {
    return String.valueOf(person.user().email());
  }

  private String balance(TokenAnswer person) {
    return api.withToken(person.accessToken())
        .get("/v1/account")
        .expect(200)
        .json()
        .path("accounts")
        .path(0)
        .path("balance")
        .asString("");
  }

  private void limit(TokenAnswer person, String amount) {
    administrator
        .put(
            "/v1/admin/users/" + person.user().id() + "/spending-limits",
            new SpendingLimits(List.of(new SpendingLimit("USD", "day", amount))))
        .expect(200);
  }

  private void signed(String signers, List<SigningThreshold> thresholds) {
    administrator
        .put(
            "/v1/admin/countersigning",
            new CountersigningSettings(List.copyOf(thresholds), null, signers, null, null))
        .expect(200);
  }
}
