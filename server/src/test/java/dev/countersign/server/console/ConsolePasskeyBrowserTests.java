package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Passkeys as somebody meets them in the console: Chromium with an authenticator of its own. */
@ServerTest
@Import(MovableClock.class)
class ConsolePasskeyBrowserTests extends ConsoleBrowser {
  private final ApiClient api;
  private final TestClock clock;
  private final TestDatabase database;

  ConsolePasskeyBrowserTests(@LocalServerPort int port, TestClock clock, TestDatabase database) {
    super(port);
    this.api = ApiClient.of(port);
    this.clock = clock;
    this.database = database;
  }

  @Test
  void addsAPasskeySignsInByItAloneAndAfterThePasswordAndRemovesIt() {
    TokenAnswer person = People.register(api);
    Page page = page();
    addAuthenticator(page.context().newCDPSession(page));
    password(page, person);
    page.waitForURL("**/console/you/factors");
    page.getByLabel("Name of a new passkey").fill("The laptop");
    shoot(page, "passkeys-none");
    press(page, "Add a passkey");
    assertThat(page.locator(".codes code").count()).isEqualTo(10);
    shoot(page, "passkey-setup");
    press(page, "Create the passkey");
    page.waitForURL("**/console/you/factors?done=passkey");
    assertThat(page.locator("tbody th").innerText()).contains("The laptop");
    row(page, "The laptop").locator("summary").click();
    page.getByLabel("New name of The laptop").fill("The other laptop");
    press(page, "Save the name");
    page.waitForURL("**/console/you/factors?done=renamed");
    row(page, "The other laptop").locator("summary").click();
    page.getByLabel("New name of The other laptop").fill("The laptop");
    press(page, "Save the name");
    row(page, "The laptop").waitFor();
    shoot(page, "passkeys");
    press(page, "Sign out");

    page.waitForURL("**/console/sign-in");
    shoot(page, "passkey-sign-in");
    press(page, "Sign in with a passkey");
    page.locator(".person").waitFor();
    assertThat(page.locator(".person-name").innerText()).contains(person.user().email());
    press(page, "Sign out");

    password(page, person);
    page.getByText("Use The laptop.").waitFor();
    shoot(page, "passkey-second-step");
    press(page, "Use the passkey");
    page.waitForURL("**/console/you/factors");

    // What was proved long ago lets nobody remove it.
    clock.advance(Duration.ofMinutes(11));
    press(page, "Disable");
    page.waitForURL("**/console/you/factors/prove");
    press(page, "The laptop");
    press(page, "Use the passkey");
    page.waitForURL("**/console/you/factors?done=proved");
    press(page, "Disable");
    page.waitForURL("**/console/you/factors?done=disabled");
    assertThat(page.locator(".empty").innerText()).startsWith("None yet");
    press(page, "Sign out");

    // The authenticator still has it, and it is good for nothing.
    page.waitForURL("**/console/sign-in");
    press(page, "Sign in with a passkey");
    page.getByRole(AriaRole.ALERT).filter(withText("not known")).waitFor();
    shoot(page, "passkey-refused");
  }

  @Test
  void letsSomebodyWhoMustEnrolDoSoByAPasskey() {
    TokenAnswer person = People.register(api);
    Administrators.raise(database, person);
    api.post("/v1/auth/login", LoginRequest.byEmail(person.user().email(), People.PASSWORD))
        .expect(200);
    clock.advance(Duration.ofDays(8));
    Page page = page();
    addAuthenticator(page.context().newCDPSession(page));
    password(page, person);
    page.getByText("Your role needs a second factor.").waitFor();
    page.getByLabel("Name of a new passkey").fill("The laptop");
    press(page, "Add a passkey");
    press(page, "Create the passkey");
    page.getByText("Your second factor is set up").first().waitFor();
    password(page, person);
    page.getByText("Use The laptop.").waitFor();
    press(page, "Use the passkey");
    page.waitForURL("**/console/you/factors");
  }

  @Test
  void saysWhatToDoWhereNoPasskeyWasUsed() {
    Page page = page();
    // An authenticator that holds nothing, and whose user is never verified.
    CDPSession session = page.context().newCDPSession(page);
    session.send("WebAuthn.enable");
    open(page, "/console/sign-in");
    page.route("**/v1/auth/passkey/options", route -> route.abort());
    press(page, "Sign in with a passkey");
    page.getByText("That did not work here.").waitFor();
    shoot(page, "passkey-not-used");
    forgive("ERR_FAILED");
  }

  @Test
  void offersNoPasskeysWithoutJavaScript() {
    Page page = page(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    open(page, "/console/sign-in");
    assertThat(page.getByText("Sign in with a passkey").isVisible()).isFalse();
    assertThat(page.getByLabel("Password").isVisible()).isTrue();
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

  private void password(Page page, TokenAnswer person) {
    open(page, "/console/you/factors");
    sendPassword(page, person.user().email(), People.PASSWORD);
  }

  private static Locator.FilterOptions withText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
