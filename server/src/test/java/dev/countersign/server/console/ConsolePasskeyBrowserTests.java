package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.Chromium;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Passkeys as somebody meets them in the console: Chromium with an authenticator of its own. */
@ServerTest
@Import(MovableClock.class)
class ConsolePasskeyBrowserTests {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final ApiClient api;
  private final TestClock clock;
  private final String base;
  private final List<String> complaints = new ArrayList<>();
  @AutoClose private final Chromium chromium = Chromium.launch();

  ConsolePasskeyBrowserTests(@LocalServerPort int port, TestClock clock) {
    this.api = ApiClient.of(port);
    this.clock = clock;
    this.base = "http://localhost:" + port;
  }

  @Test
  void addsAPasskeySignsInByItAloneAndAfterThePasswordAndRemovesIt() {
    TokenAnswer person = People.register(api);
    try (BrowserContext browser = chromium.browser().newContext(new Browser.NewContextOptions())) {
      Page page = page(browser);
      addAuthenticator(browser.newCDPSession(page));
      password(page, person);
      page.waitForURL("**/console/you/factors");
      page.getByLabel("Name of a new passkey").fill("The laptop");
      shoot(page, "passkeys-none");
      button(page, "Add a passkey");
      assertThat(page.locator(".codes code").count()).isEqualTo(10);
      shoot(page, "passkey-setup");
      button(page, "Create the passkey");
      page.waitForURL("**/console/you/factors?done=passkey");
      assertThat(page.locator("tbody th").innerText()).contains("The laptop");
      shoot(page, "passkeys");
      button(page, "Sign out");

      page.waitForURL("**/console/sign-in");
      shoot(page, "passkey-sign-in");
      button(page, "Sign in with a passkey");
      page.locator(".person").waitFor();
      assertThat(page.locator(".person-name").innerText()).contains(person.user().email());
      button(page, "Sign out");

      password(page, person);
      page.getByText("Use The laptop.").waitFor();
      shoot(page, "passkey-second-step");
      button(page, "Use the passkey");
      page.waitForURL("**/console/you/factors");

      // What was proved long ago lets nobody remove it.
      clock.advance(Duration.ofMinutes(11));
      button(page, "Disable");
      page.waitForURL("**/console/you/factors/prove");
      button(page, "The laptop");
      button(page, "Use the passkey");
      page.waitForURL("**/console/you/factors?done=proved");
      button(page, "Disable");
      page.waitForURL("**/console/you/factors?done=disabled");
      assertThat(page.locator(".empty").innerText()).startsWith("None yet");
      button(page, "Sign out");

      // The authenticator still has it, and it is good for nothing.
      page.waitForURL("**/console/sign-in");
      button(page, "Sign in with a passkey");
      page.getByRole(AriaRole.ALERT).filter(withText("not known")).waitFor();
      shoot(page, "passkey-refused");
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void saysWhatToDoWhereNoPasskeyWasUsed() {
    try (BrowserContext browser = chromium.browser().newContext(new Browser.NewContextOptions())) {
      Page page = page(browser);
      // An authenticator that holds nothing, and whose user is never verified.
      CDPSession session = browser.newCDPSession(page);
      session.send("WebAuthn.enable");
      page.navigate(base + "/console/sign-in");
      page.route("**/v1/auth/passkey/options", route -> route.abort());
      button(page, "Sign in with a passkey");
      page.getByText("That did not work here.").waitFor();
      shoot(page, "passkey-not-used");
    }
    assertThat(complaints).allMatch(complaint -> complaint.contains("ERR_FAILED"));
  }

  @Test
  void offersNoPasskeysWithoutJavaScript() {
    try (BrowserContext browser =
        chromium
            .browser()
            .newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
      Page page = page(browser);
      page.navigate(base + "/console/sign-in");
      assertThat(page.getByText("Sign in with a passkey").isVisible()).isFalse();
      assertThat(page.getByLabel("Password").isVisible()).isTrue();
    }
  }

  private static void addAuthenticator(CDPSession session) {
    session.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject arguments = new JsonObject();
    arguments.add("options", options);
    session.send("WebAuthn.addVirtualAuthenticator", arguments);
  }

  private Page page(BrowserContext browser) {
    Page page = browser.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") && !message.text().contains("status of 4")) {
        complaints.add(message.text());
      }
    });
    return page;
  }

  private void password(Page page, TokenAnswer person) {
    page.navigate(base + "/console/you/factors");
    page.getByLabel("E-mail address or username").fill(person.user().email());
    page.getByLabel("Password").fill(People.PASSWORD);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true))
        .click();
  }

  private static Locator.FilterOptions withText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first().click();
  }

  private static void shoot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }
}
