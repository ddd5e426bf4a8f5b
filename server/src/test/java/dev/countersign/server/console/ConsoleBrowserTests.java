package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.Chromium;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The console as somebody uses it, in Chromium. Screenshots go to {@code target/screenshots}. */
@ServerTest
@Import(ConsoleWorld.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleBrowserTests {
  private static final String AXE = "/axe.min.js";
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
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
  private final List<String> complaints = new ArrayList<>();
  private final List<BrowserContext> open = new ArrayList<>();
  private final Chromium chromium;
  private final int port;
  private final String base;
  private final ConsoleWorld.Person administrator;
  private final Account lived;
  private final PostedTransfer deposit;

  ConsoleBrowserTests(@LocalServerPort int port, ConsoleWorld world) {
    this.world = world;
    this.port = port;
    this.base = "http://localhost:" + port;
    this.chromium = Chromium.launch();
    this.administrator = world.administrator(port);
    this.lived = world.open(administrator, "household-" + UUID.randomUUID(), "CZK", 2_000_000);
    this.deposit = world.deposit(administrator, administrator.id(), "USD", 1_234_500);
  }

  @BeforeAll
  void live() {
    world.live(administrator, lived, 420);
  }

  @AfterEach
  void nothingWasComplainedOf() {
    open.forEach(BrowserContext::close);
    open.clear();
    // No error of a script and no breach of the content security policy.
    assertThat(complaints).isEmpty();
  }

  @AfterAll
  void close() {
    chromium.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void showsAnInstallationToItsAdministrator(ColorScheme scheme) {
    Page page = page(new Browser.NewContextOptions().setColorScheme(scheme));
    page.navigate(base + "/console/accounts");
    shoot(page, "sign-in", scheme);
    isAccessible(page);
    signIn(page);

    page.getByLabel("Find an account").fill("household-");
    page.getByRole(AriaRole.BUTTON, named("Search")).click();
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

    page.navigate(base + "/console/payments/" + deposit.id().text());
    assertThat(page.locator("main").innerText()).contains("12345.00").contains("payment.completed");
    shoot(page, "payment", scheme);
    isAccessible(page);

    page.navigate(base + "/console");
    shoot(page, "overview", scheme);
    isAccessible(page);
  }

  @Test
  void showsTheAuditEventOfAPaymentAndItsPlaceOnceItHasOne() {
    Page page = page(new Browser.NewContextOptions());
    page.navigate(base + "/console/payments/" + deposit.id().text());
    signIn(page);
    // Loaded again until the sequencer has been there.
    page.waitForCondition(() -> {
      page.reload();
      return page.locator(".audit-state").innerText().startsWith("Signed");
    });
    assertThat(page.getByText("Leaf hash").isVisible()).isTrue();
  }

  @Test
  void canBeUsedByKeyboardAlone() {
    Page page = page(new Browser.NewContextOptions());
    page.navigate(base + "/console/accounts");
    page.keyboard().press("Tab");
    assertThat(focused(page)).isEqualTo("Skip to the content");
    page.getByLabel("E-mail address or username").focus();
    page.keyboard().type(administrator.email());
    page.keyboard().press("Tab");
    page.keyboard().type(People.PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL("**/console/accounts");

    List<String> order = new ArrayList<>();
    for (int step = 0; step < 11; step++) {
      page.keyboard().press("Tab");
      order.add(focused(page));
    }
    assertThat(order)
        .containsExactly(
            "Skip to the content",
            "Countersign",
            "Overview",
            "Accounts",
            "People",
            "Roles",
            "Tenants",
            "You",
            "Sign out",
            "q",
            "Search");
    page.keyboard().press("Tab");

    page.navigate(base + "/console/accounts/" + lived.id().text());
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
    page.navigate(base + "/console");
    signIn(page);
    page.getByRole(AriaRole.LINK, named("Accounts")).click();
    page.getByLabel("Find an account").fill(lived.id().text());
    page.getByRole(AriaRole.BUTTON, named("Search")).click();
    page.locator("tbody a").first().click();
    assertThat(page.locator("svg.chart.wide path.line").getAttribute("d")).startsWith("M");
    page.getByRole(AriaRole.LINK, named("Next page")).click();
    page.getByRole(AriaRole.LINK, named("First page")).waitFor();
    page.locator("tbody th a").first().click();
    page.waitForURL("**/console/payments/pay_*");
    assertThat(page.locator("main").innerText()).contains("Entries");
    page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
    page.waitForURL("**/console/sign-in");
    assertThat(page.title()).startsWith("Sign in");
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void showsSomebodyWhereTheyAreSignedInAndEndsWhatTheyWant(ColorScheme scheme) {
    ConsoleWorld.Person person = world.somebody(port);
    Page page = page(new Browser.NewContextOptions().setColorScheme(scheme));
    page.navigate(base + "/console");
    signIn(page, person.email(), People.PASSWORD);
    page.waitForURL("**/console/you/sessions");
    Locator rows = page.locator("tbody tr");
    assertThat(rows.count()).isEqualTo(3);
    assertThat(rows.first().innerText()).contains("This one", "Chrome on Linux", "this machine");
    assertThat(page.getByRole(AriaRole.LINK, named("Accounts")).count()).isZero();
    shoot(page, "own-sessions", scheme);
    isAccessible(page);

    rows.nth(2).getByRole(AriaRole.BUTTON).click();
    assertThat(page.getByRole(AriaRole.STATUS).innerText()).contains("The session has ended");
    assertThat(rows.count()).isEqualTo(2);
    page.getByRole(AriaRole.BUTTON, named("End all others")).click();
    assertThat(page.getByRole(AriaRole.STATUS).innerText()).contains("Only this one is left");
    assertThat(rows.count()).isEqualTo(1);
    assertThat(page.getByRole(AriaRole.BUTTON, named("End all others")).count()).isZero();
    isAccessible(page);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void makesShowsOnceRotatesAndRevokesAKey(ColorScheme scheme) {
    ConsoleWorld.Person person = world.somebody(port);
    Page page = page(new Browser.NewContextOptions().setColorScheme(scheme));
    page.navigate(base + "/console/you/keys");
    signIn(page, person.email(), People.PASSWORD);
    page.getByLabel("Name").fill("nightly");
    page.getByLabel("Scopes").fill("admin");
    page.getByRole(AriaRole.BUTTON, named("Make the key")).click();
    assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("Missing scopes: admin");
    page.getByLabel("Name").fill("nightly");
    page.getByRole(AriaRole.BUTTON, named("Make the key")).click();
    String key = page.getByLabel("The new key").inputValue();
    assertThat(key).matches("cs_test_[0-9A-Za-z]{54}");
    isAccessible(page);
    shoot(page, "own-keys", scheme);
    page.navigate(base + "/console/you/keys");
    assertThat(page.content()).doesNotContain(key);

    ApiClient.of(port).with("X-API-Key", key).get("/v1/account").expect(200);
    page.getByRole(AriaRole.LINK, named("nightly")).click();
    page.waitForCondition(() -> {
      page.reload();
      return page.locator("main").innerText().contains("GET /v1/account");
    });
    assertThat(page.locator("svg.bars rect").count()).isEqualTo(30);
    isAccessible(page);
    shoot(page, "own-key", scheme);

    page.getByRole(AriaRole.LINK, named("API keys")).click();
    page.getByRole(AriaRole.BUTTON, named("Rotate nightly")).click();
    assertThat(page.getByLabel("The new key").inputValue()).isNotEqualTo(key);
    assertThat(page.locator("tbody tr").count()).isEqualTo(2);
    page.getByRole(AriaRole.BUTTON, named("Revoke nightly")).last().click();
    assertThat(page.getByRole(AriaRole.STATUS).innerText()).contains("The key is revoked");
    ApiClient.of(port).with("X-API-Key", key).get("/v1/account").expect(401);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void changesOnesPasswordWithAndWithoutJavaScript(boolean script) {
    ConsoleWorld.Person person = world.somebody(port);
    String next = "quiet lantern under Olomouc";
    Page page = page(new Browser.NewContextOptions().setJavaScriptEnabled(script));
    page.navigate(base + "/console/you/password");
    signIn(page, person.email(), People.PASSWORD);

    changePassword(page, "not the current one", next);
    assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("current password is another");
    changePassword(page, People.PASSWORD, "password");
    assertThat(page.getByRole(AriaRole.ALERT).locator("li").count()).isPositive();
    if (script) {
      shoot(page, "own-password", ColorScheme.LIGHT);
      isAccessible(page);
    }
    changePassword(page, People.PASSWORD, next);
    assertThat(page.getByRole(AriaRole.STATUS).innerText()).contains("Your password is changed");

    page.getByRole(AriaRole.LINK, named("Sessions")).click();
    assertThat(page.locator("tbody tr").count()).isEqualTo(1);
    page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
    page.waitForURL("**/console/sign-in");
    signIn(page, person.email(), next);
    complaints.removeIf(complaint -> complaint.contains("status of 422"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void showsAnAdministratorSomebodyAndWhatCanBeDone(ColorScheme scheme) {
    ConsoleWorld.Person person = world.somebody(port);
    Page page = page(new Browser.NewContextOptions().setColorScheme(scheme));
    page.navigate(base + "/console/people");
    signIn(page);
    shoot(page, "people", scheme);
    isAccessible(page);
    page.getByLabel("Find somebody").fill(person.email());
    page.getByRole(AriaRole.BUTTON, named("Search")).click();
    page.locator("tbody a").first().click();
    page.waitForURL("**/console/people/usr_*");
    assertThat(page.locator("#sessions-caption").isVisible()).isTrue();
    shoot(page, "person", scheme);
    isAccessible(page);

    page.getByLabel("End all of them, because").fill("a lost laptop");
    page.getByRole(AriaRole.BUTTON, named("End sessions")).click();
    assertThat(page.getByRole(AriaRole.STATUS).innerText()).contains("sessions have ended");
    assertThat(page.locator("main").innerText())
        .contains("Nowhere signed in", "a lost laptop", "Several sessions were ended at once");
    page.locator("#events-heading").scrollIntoViewIfNeeded();
    shoot(page, "person-events", scheme);

    page.getByRole(AriaRole.BUTTON, named("Disable account")).click();
    assertThat(page.locator(".facts").innerText()).contains("Disabled");
    isAccessible(page);
    page.getByRole(AriaRole.BUTTON, named("Enable account")).click();
    assertThat(page.locator(".facts").innerText()).contains("Active");
    assertThat(page.locator("main").innerText()).contains("A disabled account was enabled again");

    page.navigate(base + "/console/people/" + administrator.id().text());
    assertThat(page.getByRole(AriaRole.BUTTON, named("Disable account")).count()).isZero();
  }

  @Test
  void showsOneColumnOnATelephone() {
    Page page = page(new Browser.NewContextOptions().setViewportSize(390, 844));
    page.navigate(base + "/console/accounts/" + lived.id().text());
    signIn(page);
    assertThat(page.locator("svg.chart.slim").isVisible()).isTrue();
    assertThat(page.locator("svg.chart.wide").isVisible()).isFalse();
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    shoot(page, "account-phone", ColorScheme.LIGHT);
    isAccessible(page);
    for (String path : List.of("you/sessions", "people", "people/" + administrator.id().text())) {
      page.navigate(base + "/console/" + path);
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as(path)
          .isEqualTo(true);
    }
    shoot(page, "person-phone", ColorScheme.LIGHT);
  }

  @Test
  void refusesAWrongPasswordInASentence() {
    Page page = page(new Browser.NewContextOptions());
    page.navigate(base + "/console/sign-in");
    page.getByLabel("E-mail address or username").fill(administrator.email());
    page.getByLabel("Password").fill("surely not this one");
    page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
    assertThat(page.getByRole(AriaRole.ALERT).innerText())
        .isEqualTo("That name and password do not belong together.");
    assertThat(page.getByLabel("E-mail address or username").inputValue())
        .isEqualTo(administrator.email());
    isAccessible(page);
    // The browser itself notes the refusal's status.
    complaints.removeIf(complaint -> complaint.contains("status of 422"));
  }

  @Test
  void showsNothingAfterSignOutByTheBackButton() {
    Page page = page(new Browser.NewContextOptions());
    page.navigate(base + "/console/accounts");
    signIn(page);
    page.getByRole(AriaRole.BUTTON, named("Sign out")).click();
    page.waitForURL("**/console/sign-in");
    page.goBack();
    page.waitForURL("**/console/sign-in*");
    assertThat(page.title()).startsWith("Sign in");
    assertThat(page.locator("table").count()).isZero();
  }

  @Test
  void showsHostileTextAsText() {
    Page page = page(new Browser.NewContextOptions());
    page.navigate(base + "/console");
    signIn(page);
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
      page.navigate(base + "/console/accounts/" + account.id().text());
      assertThat(page.locator("h1").textContent()).startsWith(hostile);
      page.navigate(base + "/console/payments/" + posted.id().text());
      assertThat(page.locator(".pairs").first().textContent()).contains(hostile);
      page.navigate(
          base + "/console/accounts?q=" + URLEncoder.encode(hostile, StandardCharsets.UTF_8));
      assertThat(page.getByLabel("Find an account").inputValue()).isEqualTo(hostile);
      assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
    }
  }

  private Page page(Browser.NewContextOptions options) {
    BrowserContext context = chromium.browser().newContext(options);
    open.add(context);
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onDialog(dialog -> {
      complaints.add("a dialog: " + dialog.message());
      dialog.dismiss();
    });
    return page;
  }

  private void signIn(Page page) {
    signIn(page, administrator.email(), People.PASSWORD);
  }

  private static void changePassword(Page page, String current, String next) {
    page.getByLabel("Current password").fill(current);
    page.getByLabel("New password").fill(next);
    page.getByRole(AriaRole.BUTTON, named("Change password")).click();
    page.locator(".notice").waitFor();
  }

  private static void signIn(Page page, String who, String password) {
    page.getByLabel("E-mail address or username").fill(who);
    page.getByLabel("Password").fill(password);
    page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
    page.locator(".person").waitFor();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static String focused(Page page) {
    return (String)
        page.evaluate("(document.activeElement.innerText || document.activeElement.id).trim()");
  }

  private static void shoot(Page page, String name, ColorScheme scheme) {
    String file = name + (scheme == ColorScheme.DARK ? "-dark.png" : ".png");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(file)).setFullPage(false));
  }

  /** No breach of WCAG 2.2 A and AA that a machine can find, contrast included. */
  private static void isAccessible(Page page) {
    page.evaluate(axe());
    Object breaches =
        page.evaluate(
            """
            async () => {
              const found = await axe.run(document, {
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
              });
              return found.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' '));
            }
            """);
    assertThat(breaches).as(page.url()).isEqualTo(List.of());
  }

  private static String axe() {
    try (InputStream script = ConsoleBrowserTests.class.getResourceAsStream(AXE)) {
      assertThat(script).as("axe on the class path").isNotNull();
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
