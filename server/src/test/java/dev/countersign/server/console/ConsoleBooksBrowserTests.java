package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.api.DepositRequest;
import dev.countersign.api.ReconciliationImport;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Statements, and holding an account against what a bank says, in the console, in Chromium. */
@ServerTest
class ConsoleBooksBrowserTests extends ConsoleBrowser {
  /** That no other test moves, for what is outside is one account of the tenant. */
  private static final String CURRENCY = "NOK";

  private static final String COLUMNS =
      "&format=csv&date_column=date&amount_column=amount&reference_column=reference"
          + "&counterparty_column=who&details_column=what";

  private final ConsoleWorld world;
  private final ConsoleWorld.Person administrator;
  private final ConsoleWorld.Person ann;
  private final ApiClient api;
  // The list of accounts has many pages by the time other tests are through.
  private String outside = "";
  private final String mark = UUID.randomUUID().toString().substring(0, 8);

  ConsoleBooksBrowserTests(@LocalServerPort int port, AutowireCapableBeanFactory beans) {
    super(port);
    this.world = ConsoleWorld.in(beans);
    this.administrator = world.administrator(port);
    this.ann = world.somebody(port);
    ApiClient stranger = ApiClient.of(port);
    this.api =
        stranger.withToken(
            stranger
                .post(
                    "/v1/auth/login",
                    Map.of("email", administrator.email(), "password", People.PASSWORD))
                .expect(200)
                .json()
                .path("access_token")
                .asString());
  }

  @BeforeAll
  void moveAndHearOfIt() {
    api.post("/v1/admin/assets", Map.of("code", CURRENCY)).expect(201);
    deposit("1250.00", "salary-" + mark);
    deposit("80.00", "gift-" + mark);
    deposit("80.00", "gift-again-" + mark);
    String file =
        """
        date,amount,reference,who,what
        2026-11-02,1250.00,salary-%1$s,Fjord AS,November
        2026-11-03,80.00,bank-1-%1$s,Kari,For the boat
        2026-11-03,80.00,bank-2-%1$s,Kari,For the boat once more
        2026-11-04,-12.50,fee-%1$s,,Card fee
        """
            .formatted(mark);
    ReconciliationImport taken =
        api.with("Content-Type", "text/csv")
            .send(
                "POST",
                "/v1/reconciliation/imports?currency=" + CURRENCY + COLUMNS,
                BodyPublishers.ofString(file))
            .expect(201)
            .as(ReconciliationImport.class);
    assertThat(taken.matched()).isEqualTo(1);
    outside = taken.account();
  }

  @Test
  void givesStatementsOfOnesOwnAccount() {
    Page page = page();
    openAs(page, ann.email(), "/console/you/accounts");
    whole(page, "own-accounts");
    isAccessible(page);
    assertThat(text(download(page, "pdf"))).startsWith("%PDF");
    assertThat(text(download(page, "csv"))).contains("1250.00", "salary-" + mark);
    Download camt = download(page, "camt.053");
    assertThat(camt.suggestedFilename()).startsWith("acc_").endsWith(".xml");
    assertThat(text(camt)).contains("camt.053");
    page.getByLabel("First day").fill("2026-11-30");
    page.getByLabel("Last day").fill("2026-11-01");
    press(page, "Download");
    assertThat(alert(page).innerText()).contains("No statement of that");
    assertThat(page.getByLabel("First day").isVisible()).isTrue();
  }

  @Test
  void holdsAnAccountAgainstABank() {
    Page page = page();
    openAs(page, administrator.email(), "/console/accounts/" + outside);
    whole(page, "account-world");
    isAccessible(page);
    page.getByRole(AriaRole.LINK, named("Hold it against a bank's statement")).click();
    page.waitForURL("**/reconciliation");
    whole(page, "reconciliation");
    isAccessible(page);
    assertThat(page.locator("#lines-heading").innerText()).contains("3");
    assertThat(page.locator("#entries-heading").innerText()).contains("2");

    page.getByLabel("Why what you ticked").fill("no reason");
    press(page, "Match by hand");
    assertThat(alert(page).innerText()).contains("Tick what belongs together.");

    row(page, "bank-1-" + mark).getByRole(AriaRole.CHECKBOX).check();
    row(page, "gift-" + mark).getByRole(AriaRole.CHECKBOX).check();
    page.getByLabel("Why what you ticked").fill("Kari rang");
    press(page, "Match by hand");
    assertThat(status(page).innerText()).isEqualTo("It is matched.");
    assertThat(page.locator("#lines-heading").innerText()).contains("2");
    assertThat(row(page, "Kari rang").innerText()).contains("by hand", "0.00");
    whole(page, "reconciliation-matched");

    row(page, "Kari rang").locator("summary").click();
    row(page, "Kari rang").getByLabel("Reason").fill("it was the other gift");
    row(page, "Kari rang").getByRole(AriaRole.BUTTON).click();
    assertThat(status(page).innerText()).isEqualTo("The match was taken back.");
    assertThat(page.locator("#lines-heading").innerText()).contains("3");
    assertThat(row(page, "Kari rang").innerText()).contains("taken back");
  }

  @Test
  void showsBothSidesOnATelephoneInTheDarkToWhoeverMayOnlyRead() {
    ConsoleWorld.Person auditor = world.somebody(port);
    world.give(auditor, "auditor");
    Page page =
        page(
            new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setColorScheme(ColorScheme.DARK));
    openAs(page, auditor.email(), "/console/accounts");
    open(page, "/console/accounts/" + outside + "/reconciliation");
    assertThat(page.locator("input[type=checkbox]").count()).isZero();
    assertThat(page.getByRole(AriaRole.BUTTON).allInnerTexts()).containsExactly("Sign out");
    fitsItsWindow(page);
    whole(page, "reconciliation-phone-dark");
    isAccessible(page);
  }

  private void deposit(String amount, String reference) {
    api.post("/v1/admin/deposits", new DepositRequest(ann.id().text(), amount, CURRENCY, reference))
        .expect(201);
  }

  private static Download download(Page page, String format) {
    page.locator("select[name=format]").selectOption(format);
    return page.waitForDownload(() -> press(page, "Download"));
  }

  private static String text(Download download) {
    try {
      return Files.readString(download.path(), StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw new AssertionError("nothing was downloaded", failure);
    }
  }
}
