package dev.countersign.server.console;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.api.CountersigningSettings;
import dev.countersign.api.DepositRequest;
import dev.countersign.api.MandateRequest;
import dev.countersign.api.Payment;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.SigningThreshold;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Signing payments and taking mandates back as somebody meets them in the console, in Chromium. */
@ServerTest
@Import(MovableClock.class)
class ConsoleSigningBrowserTests extends ConsoleBrowser {
  private final ApiClient api;
  private final ApiClient administrator;
  private final TestDatabase database;
  private final TestClock clock;

  ConsoleSigningBrowserTests(@LocalServerPort int port, TestDatabase database, TestClock clock) {
    super(port);
    this.api = ApiClient.of(port);
    this.database = database;
    this.clock = clock;
    this.administrator = Administrators.create(api, database);
  }

  @BeforeEach
  void wantSignatures() {
    set(List.of(new SigningThreshold("USD", "100.00")));
  }

  @AfterEach
  void wantNone() {
    set(List.of());
  }

  @Test
  void showsExactlyWhatIsSignedAndTakesTheCodeForIt() {
    TokenAnswer ann = People.register(api);
    TokenAnswer ben = People.register(api);
    Enrolled app = Enrolled.of(api, clock, ann);
    Payment waiting = ask(ann, ben, "450.00");
    Page page = page();
    open(page, "/console/you/signing");
    sendPassword(page, String.valueOf(ann.user().email()), People.PASSWORD);
    page.getByLabel("Code").fill(app.nextCode());
    press(page, "Go on");
    open(page, "/console/you/signing");
    shoot(page, "signing-list");
    isAccessible(page);
    page.getByRole(AriaRole.LINK, named(requireNonNull(waiting.countersignature()).text())).click();
    assertThat(page.locator("#signed").innerText())
        .isEqualTo(requireNonNull(waiting.countersignature()).text())
        .startsWith("Pay 450.00 USD to ")
        .contains(String.valueOf(ben.user().email()));
    isAccessible(page);
    press(page, "A code from your authenticator app");
    assertThat(page.locator("#signed").innerText())
        .isEqualTo(requireNonNull(waiting.countersignature()).text());
    shoot(page, "signing-code");
    page.getByLabel("Code").fill("000000");
    press(page, "Sign and pay");
    assertThat(alert(page).innerText()).contains("wrong");
    press(page, "A code from your authenticator app");
    page.getByLabel("Code").fill(app.nextCode());
    press(page, "Sign and pay");
    assertThat(status(page).innerText()).contains("Signed, and paid.");
    assertThat(page.locator(".empty").innerText()).isEqualTo("Nothing waits.");
    assertThat(api.withToken(ben.accessToken()).get("/v1/account").expect(200).text())
        .contains("\"balance\":\"450.00\"");
  }

  @Test
  void isSignedByASecondPersonAndTakenBackByWhoAsked() {
    TokenAnswer ann = People.register(api);
    TokenAnswer ben = People.register(api);
    Payment first = ask(ann, ben, "300.00");
    Payment second = ask(ann, ben, "301.00");
    TokenAnswer cat = People.register(api);
    Administrators.raise(database, cat);
    Page page = page(ColorScheme.DARK);
    openAs(page, String.valueOf(cat.user().email()), "/console/you/signing");
    open(page, "/console/you/signing/" + first.id());
    shoot(page, "signing-person", ColorScheme.DARK);
    isAccessible(page);
    press(page, "Sign and pay");
    assertThat(status(page).innerText()).contains("Signed, and paid.");

    Page theirs = page();
    openAs(theirs, String.valueOf(ann.user().email()), "/console/you/signing");
    open(theirs, "/console/you/signing/" + second.id());
    assertThat(theirs.getByText("You have no second factor yet.").isVisible()).isTrue();
    press(theirs, "Do not pay");
    assertThat(status(theirs).innerText()).contains("taken back");
    open(page, "/console/you/signing/" + second.id());
    assertThat(page.locator("main").innerText()).contains("Taken back");
    assertThat(page.getByRole(AriaRole.BUTTON, named("Sign and pay")).count()).isZero();
  }

  @Test
  void listsMandatesAndTakesOneBack() {
    TokenAnswer ann = People.register(api);
    TokenAnswer ben = People.register(api);
    api.withToken(ann.accessToken())
        .post(
            "/v1/transactions/token",
            new MandateRequest(ben.user().email(), "USD", "25.00", 3, 86_400))
        .expect(201);
    Page page = page();
    openAs(page, String.valueOf(ann.user().email()), "/console/you/mandates");
    open(page, "/console/you/mandates");
    assertThat(page.locator("tbody tr").innerText())
        .contains(String.valueOf(ben.user().email()), "25.00 USD", "Active", "3 more");
    shoot(page, "mandates");
    isAccessible(page);
    press(page, "Take back");
    assertThat(status(page).innerText()).contains("The mandate is taken back.");
    assertThat(page.locator("tbody tr").innerText()).contains("Taken back");
  }

  private Payment ask(TokenAnswer payer, TokenAnswer payee, String amount) {
    administrator
        .post(
            "/v1/admin/deposits",
            new DepositRequest(payer.user().id(), "1000.00", "USD", UUID.randomUUID().toString()))
        .expect(201);
    return api.withToken(payer.accessToken())
        .with("Idempotency-Key", UUID.randomUUID().toString())
        .post("/v1/payments", new PaymentRequest(payee.user().email(), amount, "USD"))
        .expect(202)
        .as(Payment.class);
  }

  private void set(List<SigningThreshold> thresholds) {
    administrator
        .put(
            "/v1/admin/countersigning",
            new CountersigningSettings(List.copyOf(thresholds), null, null, null, null))
        .expect(200);
  }
}
