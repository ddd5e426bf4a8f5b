package dev.countersign.server.console;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.api.DepositRequest;
import dev.countersign.api.Payment;
import dev.countersign.api.PaymentRequest;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is countersigned and may be spent, set and felt in the console, in Chromium. */
@ServerTest
class ConsoleLimitsBrowserTests extends ConsoleBrowser {
  /** That no other test pays in, for what is set is set for everybody of the tenant. */
  private static final String CURRENCY = "SEK";

  private final ConsoleWorld world;
  private final ApiClient api;
  private final ConsoleWorld.Person administrator;

  ConsoleLimitsBrowserTests(@LocalServerPort int port, AutowireCapableBeanFactory beans) {
    super(port);
    this.world = ConsoleWorld.in(beans);
    this.api = ApiClient.of(port);
    this.administrator = world.administrator(port);
  }

  @Test
  void hasAPaymentSignedAsSetAndShowsExactlyWhatIsSigned() {
    ConsoleWorld.Person ann = world.somebody(port);
    ConsoleWorld.Person ben = world.somebody(port);
    as(administrator).post("/v1/admin/assets", Map.of("code", CURRENCY)).expect(201);
    as(administrator)
        .post(
            "/v1/admin/deposits",
            new DepositRequest(ann.id().text(), "9000.00", CURRENCY, UUID.randomUUID().toString()))
        .expect(201);
    Page page = page();
    openAs(page, administrator.email(), "/console/limits");
    page.getByLabel("Above, line 1").fill("a lot");
    page.locator("#threshold-currency-0").fill(CURRENCY);
    press(page, "Save what is countersigned");
    assertThat(alert(page).innerText()).contains("Give a decimal of plain digits");
    page.getByLabel("Above, line 1").fill("1000.00");
    page.getByLabel("Who signs").selectOption("person");
    press(page, "Save what is countersigned");
    assertThat(status(page).innerText()).contains("What waits already waits on.");
    page.getByLabel("At most, line 1").fill("5000.00");
    page.locator("#limit-currency-0").fill(CURRENCY);
    page.getByLabel("In a, line 1").selectOption("week");
    press(page, "Save the spending limits");
    assertThat(status(page).innerText()).contains("from the next payment on");
    whole(page, "limits");
    isAccessible(page);

    Payment waiting =
        as(ann)
            .with("Idempotency-Key", UUID.randomUUID().toString())
            .post("/v1/payments", new PaymentRequest(ben.email(), "2000.00", CURRENCY))
            .expect(202)
            .as(Payment.class);
    String text = requireNonNull(waiting.countersignature()).text();
    open(page, "/console/you/signing");
    page.getByRole(AriaRole.LINK, named(text)).click();
    assertThat(page.locator("#signed").innerText()).isEqualTo(text).startsWith("Pay 2000.00 SEK");
    whole(page, "limits-signing");
    press(page, "Sign and pay");
    assertThat(status(page).innerText()).contains("Signed, and paid.");
    assertThat(as(ann).get("/v1/spending").expect(200).text())
        .contains("\"amount\":\"5000.00\"", "\"spent\":\"2000.00\"");

    open(page, "/console/limits");
    for (String field : new String[] {"limit-amount-0", "limit-currency-0"}) {
      page.locator("#" + field).fill("");
    }
    press(page, "Save the spending limits");
    for (String field : new String[] {"threshold-amount-0", "threshold-currency-0"}) {
      page.locator("#" + field).fill("");
    }
    press(page, "Save what is countersigned");
    assertThat(page.locator("#threshold-amount-0").inputValue()).isEmpty();
    assertThat(page.locator("#limit-amount-0").inputValue()).isEmpty();
  }

  @Test
  void showsWhoeverMayOnlyReadWithoutAButtonOnATelephone() {
    ConsoleWorld.Person auditor = world.somebody(port);
    world.give(auditor, "auditor");
    Page page =
        page(
            new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setColorScheme(ColorScheme.DARK));
    openAs(page, auditor.email(), "/console/limits");
    assertThat(page.getByRole(AriaRole.BUTTON).allInnerTexts()).containsExactly("Sign out");
    assertThat(page.getByLabel("Who signs").isDisabled()).isTrue();
    fitsItsWindow(page);
    whole(page, "limits-phone-dark");
    isAccessible(page);
  }

  private ApiClient as(ConsoleWorld.Person person) {
    return api.withToken(
        api.post("/v1/auth/login", Map.of("email", person.email(), "password", People.PASSWORD))
            .expect(200)
            .json()
            .path("access_token")
            .asString());
  }
}
