package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Accounts and payments in the console, in Chromium. */
@ServerTest
class ConsoleLedgerBrowserTests extends ConsoleBrowser {
  private static final List<String> HOSTILE =
      List.of(
          "<script>window.hacked=1</script>",
          "\"><img src=x onerror=window.hacked=1>",
          "'-window.hacked-'",
          "</title><svg onload=window.hacked=1>",
          "javascript:window.hacked=1",
          "${7*7}{{7*7}}<%= 7*7 %>",
          "\u202Etxt.exe \uD83D\uDCB8");

  private final ConsoleWorld world;
  private final ConsoleWorld.Person administrator;
  private final Account lived;
  private final PostedTransfer deposit;

  ConsoleLedgerBrowserTests(@LocalServerPort int port, AutowireCapableBeanFactory beans) {
    super(port);
    this.world = ConsoleWorld.in(beans);
    this.administrator = world.administrator(port);
    this.lived = world.open(administrator, "household-" + UUID.randomUUID(), "CZK", 2_000_000);
    this.deposit = world.deposit(administrator, administrator.id(), "USD", 1_234_500);
  }

  @BeforeAll
  void live() {
    world.live(administrator, lived, 420);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void showsAnInstallationToItsAdministrator(ColorScheme scheme) {
    Page page = page(scheme);
    open(page, "/console/accounts");
    shoot(page, "sign-in", scheme);
    isAccessible(page);
    signIn(page, administrator.email(), People.PASSWORD);

    page.getByLabel("Find an account").fill("household-");
    button(page, "Search");
    page.waitForURL("**/console/accounts?q=household-");
    shoot(page, "accounts", scheme);
    isAccessible(page);
    page.locator("tbody a")
        .filter(new Locator.FilterOptions().setHasText(lived.externalReference()))
        .click();

    page.waitForURL("**/console/accounts/acc_*");
    assertThat(page.title()).startsWith(lived.externalReference());
    assertThat(page.locator("svg.chart.wide").isVisible()).isTrue();
    assertThat(page.locator("svg.chart.slim").isVisible()).isFalse();
    shoot(page, "account", scheme);
    isAccessible(page);

    page.locator("svg.chart.wide").hover();
    assertThat(page.locator("[data-readout]").textContent()).contains("CZK");

    open(page, "/console/payments/" + deposit.id().text());
    assertThat(page.locator("main").innerText()).contains("12345.00").contains("payment.completed");
    shoot(page, "payment", scheme);
    isAccessible(page);

    open(page, "/console");
    shoot(page, "overview", scheme);
    isAccessible(page);
  }

  @Test
  void showsTheAuditEventOfAPaymentAndItsPlaceOnceItHasOne() {
    Page page = page();
    open(page, "/console/payments/" + deposit.id().text());
    signIn(page, administrator.email(), People.PASSWORD);
    // Loaded again until the sequencer has been there.
    page.waitForCondition(() -> {
      page.reload();
      return page.locator(".audit-state").innerText().startsWith("Signed");
    });
    assertThat(page.getByText("Leaf hash").isVisible()).isTrue();
  }

  @Test
  void canBeUsedByKeyboardAlone() {
    Page page = page();
    open(page, "/console/accounts");
    page.keyboard().press("Tab");
    assertThat(focused(page)).isEqualTo("Skip to the content");
    page.getByLabel("E-mail address or username").focus();
    page.keyboard().type(administrator.email());
    page.keyboard().press("Tab");
    page.keyboard().type(People.PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL("**/console/accounts");

    List<String> order = new ArrayList<>();
    for (int step = 0; step < 16; step++) {
      page.keyboard().press("Tab");
      order.add(focused(page));
    }
    assertThat(order)
        .containsExactly(
            "Skip to the content",
            "Countersign",
            "Overview",
            "Accounts",
            "Payments",
            "People",
            "Events",
            "Roles",
            "Service keys",
            "Limits",
            "Tenants",
            "Your money",
            "You",
            "Sign out",
            "q",
            "Search");
    page.keyboard().press("Tab");

    open(page, "/console/accounts/" + lived.id().text());
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.evaluate("document.activeElement.id")).isEqualTo("main");
    page.locator("svg.chart.wide").focus();
    page.keyboard().press("ArrowLeft");
    assertThat(page.locator("[data-readout]").textContent()).contains("CZK");
    page.keyboard().press("Home");
    assertThat(page.locator("[data-readout]").textContent()).startsWith("1993-03-02");
  }

  @Test
  void worksWithoutJavaScript() {
    Page page = page(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    open(page, "/console");
    signIn(page, administrator.email(), People.PASSWORD);
    page.getByRole(AriaRole.LINK, named("Accounts")).click();
    page.getByLabel("Find an account").fill(lived.id().text());
    button(page, "Search");
    page.locator("tbody a").first().click();
    assertThat(page.locator("svg.chart.wide path.line").getAttribute("d")).startsWith("M");
    page.getByRole(AriaRole.LINK, named("Next page")).click();
    page.getByRole(AriaRole.LINK, named("First page")).waitFor();
    page.locator("tbody th a").first().click();
    page.waitForURL("**/console/payments/pay_*");
    assertThat(page.locator("main").innerText()).contains("Entries");
    button(page, "Sign out");
    page.waitForURL("**/console/sign-in");
    assertThat(page.title()).startsWith("Sign in");
  }

  @Test
  void showsOneColumnOnATelephone() {
    Page page = page(new Browser.NewContextOptions().setViewportSize(390, 844));
    open(page, "/console/accounts/" + lived.id().text());
    signIn(page, administrator.email(), People.PASSWORD);
    assertThat(page.locator("svg.chart.slim").isVisible()).isTrue();
    assertThat(page.locator("svg.chart.wide").isVisible()).isFalse();
    fitsItsWindow(page);
    shoot(page, "account-phone", ColorScheme.LIGHT);
    isAccessible(page);
    for (String path : List.of("you/sessions", "people", "people/" + administrator.id().text())) {
      open(page, "/console/" + path);
      fitsItsWindow(page);
    }
    shoot(page, "person-phone", ColorScheme.LIGHT);
  }

  @Test
  void showsHostileTextAsText() {
    Page page = page();
    open(page, "/console");
    signIn(page, administrator.email(), People.PASSWORD);
    for (String hostile : HOSTILE) {
      Account account = world.open(administrator, hostile + UUID.randomUUID(), "USD", 0);
      PostedTransfer posted =
          world
              .post(
                  List.of(
                      world.moved(
                          administrator,
                          new AccountRef.ById(account.id()),
                          "USD",
                          7,
                          null,
                          Map.of(hostile.substring(0, Math.min(20, hostile.length())), hostile))))
              .getFirst();
      open(page, "/console/accounts/" + account.id().text());
      assertThat(page.locator("h1").textContent()).startsWith(hostile);
      open(page, "/console/payments/" + posted.id().text());
      assertThat(page.locator(".pairs").first().textContent()).contains(hostile);
      open(page, "/console/accounts?q=" + URLEncoder.encode(hostile, StandardCharsets.UTF_8));
      assertThat(page.getByLabel("Find an account").inputValue()).isEqualTo(hostile);
      assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
    }
  }
}
