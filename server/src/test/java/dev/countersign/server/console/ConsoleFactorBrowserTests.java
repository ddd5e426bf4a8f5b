package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.factors.Authenticator;
import dev.countersign.server.factors.Enrolled;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.PasswordProfiles;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Second factors as somebody meets them in the console, in Chromium. */
@ServerTest
@Import(MovableClock.class)
class ConsoleFactorBrowserTests extends ConsoleBrowser {
  private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");

  private final ApiClient api;
  private final Outbox outbox;
  private final TestClock clock;
  private final TestDatabase database;

  ConsoleFactorBrowserTests(
      @LocalServerPort int port, TestClock clock, TestDatabase database, TestData data) {
    super(port);
    this.outbox = Outbox.of(data);
    this.database = database;
    this.api = ApiClient.of(port);
    this.clock = clock;
  }

  @Test
  void setsAnAppUpSignsInWithItAndDisablesIt() {
    TokenAnswer person = People.register(api);
    Page page = page();
    password(page, person);
    page.waitForURL("**/console/you/factors");
    shoot(page, "factors-none");
    press(page, "Set up an authenticator app");
    Authenticator app = app(page.locator(".secret code").innerText());
    List<String> codes = page.locator(".codes code").allInnerTexts();
    assertThat(codes).hasSize(10);
    assertThat(page.getByAltText("QR code for an authenticator app").isVisible()).isTrue();
    shoot(page, "factor-setup");
    page.getByLabel("The code that the app shows").fill(app.code(clock.instant()));
    press(page, "Put it into use");
    page.waitForURL("**/console/you/factors?done=enabled");
    shoot(page, "factors");
    press(page, "Sign out");

    password(page, person);
    page.getByText("Type the code that your authenticator app shows.").waitFor();
    shoot(page, "second-step");
    page.getByLabel("Code").fill("000000");
    press(page, "Go on");
    assertThat(page.locator("#refusal").innerText()).contains("2 times");
    page.getByLabel("Don't ask on this device for 30 days").check();
    page.getByLabel("Code").fill(next(app));
    press(page, "Go on");
    page.waitForURL("**/console/you/factors");
    press(page, "Sign out");

    // On the device that is trusted now, the password is enough.
    password(page, person);
    page.waitForURL("**/console/you/factors");
    press(page, "Trust no longer");
    page.waitForURL("**/console/you/factors?done=distrusted");
    press(page, "Sign out");

    password(page, person);
    press(page, "One of your recovery codes");
    page.getByLabel("Code").fill(codes.getFirst());
    press(page, "Go on");
    page.waitForURL("**/console/you/factors");
    assertThat(page.getByText("9 of 10 are left").isVisible()).isTrue();

    // What was proved long ago does not let anybody disable it.
    clock.advance(Duration.ofMinutes(11));
    press(page, "Disable");
    page.waitForURL("**/console/you/factors/prove");
    press(page, "A code from your authenticator app");
    page.getByLabel("Code").fill(next(app));
    press(page, "Go on");
    page.waitForURL("**/console/you/factors?done=proved");
    press(page, "Make new ones");
    assertThat(page.locator(".codes code").allInnerTexts())
        .hasSize(10)
        .doesNotContainAnyElementsOf(codes);
    shoot(page, "factors-new-codes");
    press(page, "Disable");
    page.waitForURL("**/console/you/factors?done=disabled");
    assertThat(page.locator(".empty").innerText()).startsWith("None yet");
  }

  @Test
  void letsAnAdministratorWhoWaitedTooLongEnrolFirstAndThenResetSomebody() {
    Enrolled ann = Enrolled.create(api, clock);
    TokenAnswer person = administratorWhoWaitedTooLong();
    Page page = page();
    password(page, person);
    page.getByText("Your role needs a second factor.").waitFor();
    shoot(page, "enrolment");
    isAccessible(page);
    press(page, "Set up an authenticator app");
    Authenticator app = app(page.locator(".secret code").innerText());
    page.getByLabel("The code that the app shows").fill("000000");
    press(page, "Put it into use");
    page.locator("#refusal").waitFor();
    page.getByLabel("The code that the app shows").fill(app.code(clock.instant()));
    press(page, "Put it into use");
    page.getByText("Your second factor is set up").first().waitFor();

    password(page, person);
    page.getByLabel("Code").fill(next(app));
    press(page, "Go on");
    page.waitForURL("**/console/you/factors");
    clock.advance(Duration.ofMinutes(15));
    String about = "/console/people/" + ann.userId();
    open(page, about);
    shoot(page, "person-factors");
    page.getByLabel("Take all of them away, because").fill("her telephone was stolen");
    press(page, "Reset second factors");
    page.waitForURL("**/console/you/factors/prove");
    press(page, "A code from your authenticator app");
    page.getByLabel("Code").fill(next(app));
    press(page, "Go on");
    page.waitForURL("**/console/you/factors?done=proved");
    open(page, about);
    page.getByLabel("Take all of them away, because").fill("her telephone was stolen");
    press(page, "Reset second factors");
    page.waitForURL("**?done=reset");
    ann.login(null).expect(200);
  }

  @Test
  void setsUpATelephoneAndAnAddressPutsOneFirstAndRenamesIt() {
    ApiClient administrator = Administrators.create(api, database);
    TokenAnswer person = People.register(api);
    // The usual profile has no codes by mail.
    PasswordProfiles.during(administrator, "payymo", () -> setUpATelephoneAndAnAddress(person));
  }

  private void setUpATelephoneAndAnAddress(TokenAnswer person) {
    String number = "+4206" + Long.toString(10_000_000 + Math.abs(person.hashCode() % 80_000_000));
    Page page = page();
    password(page, person);
    page.waitForURL("**/console/you/factors");
    page.getByLabel("Telephone number").fill("not a number");
    press(page, "Send a code to it");
    assertThat(page.locator("#refusal").innerText()).contains("with its country's code");

    page.getByLabel("Telephone number").fill(number);
    press(page, "Send a code to it");
    assertThat(page.locator(".lead").innerText()).contains("We have sent a code to");
    assertThat(page.locator(".codes code").count()).isEqualTo(10);
    shoot(page, "factor-setup-sms");
    isAccessible(page);
    page.getByLabel("The code that we sent").fill("000000");
    press(page, "Put it into use");
    assertThat(page.locator("#refusal").innerText()).contains("That code is wrong");
    page.getByLabel("The code that we sent").fill(textedTo(number, 1));
    press(page, "Put it into use");
    page.waitForURL("**/console/you/factors?done=enabled");

    press(page, "Send a code by e-mail");
    page.getByLabel("The code that we sent").fill(mailedTo(person, 1));
    press(page, "Put it into use");
    page.waitForURL("**/console/you/factors?done=enabled");
    assertThat(row(page, "Text message").innerText()).contains("Asked for first");
    press(page, "Ask first for E-mail");
    page.waitForURL("**/console/you/factors?done=primary");
    assertThat(row(page, "E-mail").innerText()).contains("Asked for first");

    row(page, "Text message").locator("summary").click();
    page.getByLabel("New name of Text message").fill("My old telephone");
    shoot(page, "factors-rename");
    isAccessible(page);
    press(page, "Save the name");
    page.waitForURL("**/console/you/factors?done=renamed");
    assertThat(row(page, "My old telephone").count()).isEqualTo(1);
    shoot(page, "factors-sent");
    press(page, "Sign out");

    password(page, person);
    page.getByText("We have sent a code to").waitFor();
    page.getByLabel("Code").fill(mailedTo(person, 2));
    press(page, "Go on");
    page.waitForURL("**/console/you/factors");
    press(page, "Sign out");

    password(page, person);
    press(page, "A code by text message");
    page.getByLabel("Code").fill(textedTo(number, 2));
    press(page, "Go on");
    page.waitForURL("**/console/you/factors");
  }

  @Test
  void letsSomebodyWhoMustEnrolDoSoByTextMessage() {
    TokenAnswer person = administratorWhoWaitedTooLong();
    String number = "+4207" + Long.toString(10_000_000 + Math.abs(person.hashCode() % 80_000_000));
    Page page = page();
    password(page, person);
    page.getByLabel("Telephone number").fill("12");
    press(page, "Send a code to it");
    assertThat(page.locator("#refusal").innerText()).contains("with its country's code");
    page.getByLabel("Telephone number").fill(number);
    press(page, "Send a code to it");
    page.getByLabel("The code that we sent").fill(textedTo(number, 1));
    press(page, "Put it into use");
    page.getByText("Your second factor is set up").first().waitFor();

    password(page, person);
    page.getByLabel("Code").fill(textedTo(number, 2));
    press(page, "Go on");
    page.waitForURL("**/console/you/factors");
  }

  private TokenAnswer administratorWhoWaitedTooLong() {
    TokenAnswer person = People.register(api);
    Administrators.raise(database, person);
    api.post("/v1/auth/login", LoginRequest.byEmail(person.user().email(), People.PASSWORD))
        .expect(200);
    clock.advance(Duration.ofDays(8));
    return person;
  }

  private String textedTo(String number, int count) {
    Matcher code = CODE.matcher(outbox.awaitText(number, count));
    assertThat(code.find()).isTrue();
    return code.group();
  }

  private String mailedTo(TokenAnswer person, int count) {
    return outbox.await(person.user().email(), "mfa_code", count).code();
  }

  private void password(Page page, TokenAnswer person) {
    open(page, "/console/you/factors");
    sendPassword(page, person.user().email(), People.PASSWORD);
  }

  private String next(Authenticator app) {
    clock.advance(Duration.ofSeconds(app.period()));
    return app.code(clock.instant());
  }

  private static Authenticator app(String secret) {
    return Authenticator.of(
        "otpauth://totp/x?secret="
            + secret.replace(" ", "")
            + "&algorithm=SHA1&digits=6&period=30");
  }
}
