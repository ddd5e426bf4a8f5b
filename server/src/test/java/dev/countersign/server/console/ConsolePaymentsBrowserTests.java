package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.api.DepositRequest;
import dev.countersign.api.Payment;
import dev.countersign.api.PaymentFee;
import dev.countersign.api.PaymentReference;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.ReferenceType;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Payments and holds in the console, in Chromium: found, read, captured, let go, given back. */
@ServerTest
class ConsolePaymentsBrowserTests extends ConsoleBrowser {
  private final ConsoleWorld world;
  private final ApiClient api;
  private final ConsoleWorld.Person administrator;
  private final ConsoleWorld.Person ann;
  private final ConsoleWorld.Person ben;

  ConsolePaymentsBrowserTests(@LocalServerPort int port, AutowireCapableBeanFactory beans) {
    super(port);
    this.world = ConsoleWorld.in(beans);
    this.api = ApiClient.of(port);
    this.administrator = world.administrator(port);
    this.ann = world.somebody(port);
    this.ben = world.somebody(port);
    as(administrator)
        .post(
            "/v1/admin/deposits",
            new DepositRequest(ann.id().text(), "1000.00", "USD", UUID.randomUUID().toString()))
        .expect(201);
  }

  @Test
  void capturesWhatIsHeldInPartAndLetsGoOfTheRest() {
    Payment hold = pay(new PaymentRequest(ben.email(), "300.00", "USD").held(Duration.ofDays(3)));

    Page payer = page();
    openAs(payer, ann.email(), "/console/you/payments");
    assertThat(section(payer, "Held").innerText()).contains("300.00 USD", "Held");
    payer.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(hold.id())).click();
    assertThat(payer.locator(".facts").innerText()).contains("Still held", "Held until");
    assertThat(payer.locator(".deeds").count()).isZero();
    open(payer, "/console/you/accounts");
    assertThat(payer.locator(".balance").innerText()).contains("available", "300.00 held");
    whole(payer, "own-accounts-held");

    Page payee = page();
    openAs(payee, ben.email(), "/console/you/payments/" + hold.id());
    whole(payee, "hold");
    isAccessible(payee);
    payee.getByLabel("Capture, in USD").fill("100.00");
    press(payee, "Capture …");
    assertThat(payee.locator("#asked").innerText()).contains("100.00 USD of the 300.00 USD");
    shoot(payee, "hold-asked");
    isAccessible(payee);
    press(payee, "Capture 100.00 USD");
    assertThat(status(payee).innerText()).contains("It was captured.");
    assertThat(payee.locator(".facts").innerText()).contains("200.00 USD");
    assertThat(section(payee, "Captured").innerText()).contains("100.00 USD");
    press(payee, "Let go …");
    press(payee, "Let go");
    assertThat(status(payee).innerText()).contains("nothing of it is held any more");
    assertThat(payee.locator("h1").innerText()).contains("Voided");
    assertThat(payee.locator(".deeds").count()).isZero();

    open(payer, "/console/you/payments?status=voided");
    assertThat(payer.locator("tbody tr").first().innerText()).contains("Voided");
    whole(payer, "own-holds");
    isAccessible(payer);
  }

  @Test
  void findsAPaymentAndGivesItBack() {
    Payment first =
        pay(
            new PaymentRequest(ben.email(), "45.50", "USD", Map.of("order", "A-17"))
                .withReferences(List.of(new PaymentReference(ReferenceType.INVOICE, "2026-0042")))
                .withFee(new PaymentFee(administrator.id().text(), "0.50", null, null)));
    pay(new PaymentRequest(ben.email(), "7.00", "USD"));

    Page page = page();
    openAs(page, administrator.email(), "/console/payments");
    whole(page, "payments");
    isAccessible(page);
    page.getByLabel("Party").fill(ben.email());
    page.getByLabel("At least").fill("40");
    page.getByLabel("Type").selectOption("payment");
    button(page, "Show");
    page.waitForURL("**/console/payments?*");
    assertThat(page.locator("tbody tr").count()).isEqualTo(1);
    assertThat(page.locator("tbody tr").innerText()).contains("2026-0042", "USD", "Completed");
    page.locator("tbody th a").click();
    assertThat(page.locator("main").innerText())
        .contains("Invoice", "2026-0042", "A-17", "Fee", "0.50", "payment.completed");
    assertThat(section(page, "Entries").locator("tbody tr").count()).isEqualTo(3);
    page.getByLabel("Give back, in USD").fill("4000");
    page.getByLabel("Reason").fill("ordered twice");
    press(page, "Give back …");
    press(page, "Give back 4000 USD");
    assertThat(alert(page).innerText()).contains("Left").contains("4000.00");
    page.getByLabel("Give back, in USD").fill("5.5.");
    page.getByLabel("Reason").fill("ordered twice");
    press(page, "Give back …");
    assertThat(alert(page).innerText()).contains("Give a decimal of plain digits");
    page.getByLabel("Reason").fill("ordered twice");
    press(page, "Give back …");
    assertThat(page.locator(".asking").innerText()).contains("ordered twice", "at once");
    press(page, "Give back ");
    assertThat(status(page).innerText()).contains("It was given back.");
    assertThat(page.locator("h1").innerText()).contains("Reversed");
    assertThat(section(page, "Given back").innerText()).contains("ordered twice");
    whole(page, "payment-reversed");
    isAccessible(page);
    section(page, "Given back").getByRole(AriaRole.LINK).click();
    assertThat(page.locator("h1").innerText()).contains("Reversal");
    assertThat(page.locator(".facts").innerText()).contains(first.id(), "ordered twice");

    open(page, "/console/payments?status=reversed&party=" + ben.id().text());
    assertThat(page.locator("tbody tr").count()).isEqualTo(1);
    open(page, "/console/payments?least=x");
    assertThat(alert(page).innerText()).contains("At least: Give a decimal");
    assertThat(page.locator("main").innerText()).doesNotContain("Nothing matches.");
    BoundingBox alert = alert(page).boundingBox();
    assertThat(page.locator("h1").boundingBox().y).isGreaterThan(alert.y + alert.height + 8);
    whole(page, "payments-refused");
  }

  @Test
  void showsThePayersListOnATelephoneInTheDark() {
    pay(new PaymentRequest(ben.email(), "12.00", "USD"));
    Page page =
        page(
            new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setColorScheme(ColorScheme.DARK));
    openAs(page, ann.email(), "/console/you/payments");
    fitsItsWindow(page);
    whole(page, "own-payments-phone-dark");
    isAccessible(page);
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Payment pay_"))
        .first()
        .click();
    fitsItsWindow(page);
    assertThat(page.locator("main").innerText()).contains("-12.00").doesNotContain(ben.email());
    whole(page, "own-payment-phone-dark");
  }

  @Test
  void letsAnAuditorReadAndNobodyElseIn() {
    Payment paid = pay(new PaymentRequest(ben.email(), "3.00", "USD"));
    ConsoleWorld.Person auditor = world.somebody(port);
    world.give(auditor, "auditor");
    Page page = page();
    openAs(page, auditor.email(), "/console/payments/" + paid.id());
    assertThat(page.locator("main").innerText()).contains("payment.completed");
    assertThat(page.locator(".deeds").count()).isZero();

    Page stranger = page();
    openAs(stranger, world.somebody(port).email(), "/console/you/payments/" + paid.id());
    assertThat(stranger.locator("h1").innerText()).isEqualTo("There is nothing here");
    open(stranger, "/console/payments/" + paid.id());
    assertThat(stranger.locator("h1").innerText()).isEqualTo("This is for administrators");
  }

  private Payment pay(PaymentRequest request) {
    return as(ann)
        .with("Idempotency-Key", UUID.randomUUID().toString())
        .post("/v1/payments", request)
        .expect(201)
        .as(Payment.class);
  }

  private ApiClient as(ConsoleWorld.Person person) {
    return api.withToken(
        api.post("/v1/auth/login", Map.of("email", person.email(), "password", People.PASSWORD))
            .expect(200)
            .json()
            .path("access_token")
            .asString());
  }

  private static Locator section(Page page, String heading) {
    return page.locator("section")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(heading).setExact(true))));
  }
}
