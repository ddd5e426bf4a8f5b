package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What everybody finds in the console about themselves, in Chromium. */
@ServerTest
class ConsoleOwnBrowserTests extends ConsoleBrowser {
  private final ConsoleWorld world;

  ConsoleOwnBrowserTests(@LocalServerPort int port, AutowireCapableBeanFactory beans) {
    super(port);
    this.world = ConsoleWorld.in(beans);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void showsSomebodyWhereTheyAreSignedInAndEndsWhatTheyWant(ColorScheme scheme) {
    ConsoleWorld.Person person = world.somebody(port);
    Page page = page(scheme);
    open(page, "/console");
    signIn(page, person.email(), People.PASSWORD);
    page.waitForURL("**/console/you/sessions");
    Locator rows = page.locator("tbody tr");
    assertThat(rows.count()).isEqualTo(3);
    assertThat(rows.first().innerText()).contains("This one", "Chrome on Linux", "this machine");
    assertThat(page.getByRole(AriaRole.LINK, named("Accounts")).count()).isZero();
    shoot(page, "own-sessions", scheme);
    isAccessible(page);

    rows.nth(2).getByRole(AriaRole.BUTTON).click();
    assertThat(status(page).innerText()).contains("The session has ended");
    assertThat(rows.count()).isEqualTo(2);
    button(page, "End all others");
    assertThat(status(page).innerText()).contains("Only this one is left");
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
    Page page = page(scheme);
    open(page, "/console/you/keys");
    signIn(page, person.email(), People.PASSWORD);
    page.getByLabel("Name").fill("nightly");
    page.getByLabel("Scopes").fill("admin");
    button(page, "Make the key");
    assertThat(alert(page).innerText()).contains("Missing scopes: admin");
    page.getByLabel("Name").fill("nightly");
    button(page, "Make the key");
    Locator fresh = page.getByLabel("The new key");
    String key = fresh.inputValue();
    // All of it is to be seen, and one click takes it.
    assertThat(fresh.evaluate("field => field.scrollWidth <= field.clientWidth")).isEqualTo(true);
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    button(page, "Copy");
    page.getByText("Copied").waitFor();
    assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(key);
    assertThat(key).matches("cs_test_[0-9A-Za-z]{54}");
    isAccessible(page);
    shoot(page, "own-keys", scheme);
    open(page, "/console/you/keys");
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
    button(page, "Rotate nightly");
    assertThat(page.getByLabel("The new key").inputValue()).isNotEqualTo(key);
    assertThat(page.locator("tbody tr").count()).isEqualTo(2);
    page.getByRole(AriaRole.BUTTON, named("Revoke nightly")).last().click();
    assertThat(status(page).innerText()).contains("The key is revoked");
    ApiClient.of(port).with("X-API-Key", key).get("/v1/account").expect(401);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void changesOnesPasswordWithAndWithoutJavaScript(boolean script) {
    ConsoleWorld.Person person = world.somebody(port);
    String next = "quiet lantern under Olomouc";
    Page page = page(new Browser.NewContextOptions().setJavaScriptEnabled(script));
    open(page, "/console/you/password");
    signIn(page, person.email(), People.PASSWORD);

    changePassword(page, "not the current one", next);
    assertThat(alert(page).innerText()).contains("current password is another");
    changePassword(page, People.PASSWORD, "password");
    assertThat(alert(page).locator("li").count()).isPositive();
    if (script) {
      shoot(page, "own-password", ColorScheme.LIGHT);
      isAccessible(page);
    }
    changePassword(page, People.PASSWORD, next);
    assertThat(status(page).innerText()).contains("Your password is changed");

    page.getByRole(AriaRole.LINK, named("Sessions")).click();
    assertThat(page.locator("tbody tr").count()).isEqualTo(1);
    button(page, "Sign out");
    page.waitForURL("**/console/sign-in");
    signIn(page, person.email(), next);
  }

  private static void changePassword(Page page, String current, String next) {
    page.getByLabel("Current password").fill(current);
    page.getByLabel("New password").fill(next);
    button(page, "Change password");
    page.locator(".notice").waitFor();
  }
}
