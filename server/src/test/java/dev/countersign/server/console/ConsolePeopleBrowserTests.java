package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** People in the console, as administrators and support see them, in Chromium. */
@ServerTest
class ConsolePeopleBrowserTests extends ConsoleBrowser {
  private final ConsoleWorld world;
  private final ConsoleWorld.Person administrator;

  ConsolePeopleBrowserTests(@LocalServerPort int port, AutowireCapableBeanFactory beans) {
    super(port);
    this.world = ConsoleWorld.in(beans);
    this.administrator = world.administrator(port);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void showsAnAdministratorSomebodyAndWhatCanBeDone(ColorScheme scheme) {
    ConsoleWorld.Person person = world.somebody(port);
    Page page = page(scheme);
    open(page, "/console/people");
    signIn(page, administrator.email(), People.PASSWORD);
    shoot(page, "people", scheme);
    isAccessible(page);
    page.getByLabel("Find somebody").fill(person.email());
    button(page, "Search");
    page.locator("tbody a").first().click();
    page.waitForURL("**/console/people/usr_*");
    assertThat(page.locator("#sessions-caption").isVisible()).isTrue();
    shoot(page, "person", scheme);
    isAccessible(page);

    page.getByLabel("End all of them, because").fill("a lost laptop");
    button(page, "End sessions");
    assertThat(status(page).innerText()).contains("sessions have ended");
    assertThat(page.locator("main").innerText())
        .contains("Nowhere signed in", "a lost laptop", "Several sessions were ended at once");
    page.locator("#events-heading").scrollIntoViewIfNeeded();
    shoot(page, "person-events", scheme);

    button(page, "Disable account");
    assertThat(page.locator(".facts").innerText()).contains("Disabled");
    isAccessible(page);
    button(page, "Enable account");
    assertThat(page.locator(".facts").innerText()).contains("Active");
    assertThat(page.locator("main").innerText()).contains("A disabled account was enabled again");

    open(page, "/console/people/" + administrator.id().text());
    assertThat(page.getByRole(AriaRole.BUTTON, named("Disable account")).count()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void letsSupportSeeWhatSomebodySeesAndNothingElse(ColorScheme scheme) {
    ConsoleWorld.Person ann = world.somebody(port);
    world.deposit(administrator, ann.id(), "USD", 4_200);
    ConsoleWorld.Person support = world.somebody(port);
    world.give(support, "support");
    Page page = page(scheme);
    openAs(page, support.email(), "/console/people/" + ann.id().text());
    // Support looks people up, and has no hand in what administrators do.
    assertThat(page.getByRole(AriaRole.BUTTON, named("Disable account")).count()).isZero();
    assertThat(page.getByRole(AriaRole.NAVIGATION).first().innerText())
        .contains("People")
        .doesNotContain("Accounts", "Roles", "Tenants");
    page.getByLabel("You need to see it, because").fill("a ticket of today");
    shoot(page, "see", scheme);
    isAccessible(page);
    button(page, "See what they see");

    page.waitForURL("**/console/you/accounts");
    Locator banner = page.locator(".seen");
    assertThat(banner.innerText()).contains(ann.email(), "You cannot pay", "password");
    assertThat(page.locator("h1").innerText()).isEqualTo("Their money");
    assertThat(page.locator("main").innerText()).contains("42.00", "Deposit");
    shoot(page, "seen", scheme);
    isAccessible(page);

    for (String shut : List.of("you/password", "you/keys", "you/factors", "people", "accounts")) {
      open(page, "/console/" + shut);
      assertThat(page.locator("h1").innerText())
          .as(shut)
          .isEqualTo("Not while you see what somebody else sees");
      assertThat(banner.innerText()).contains(ann.email());
    }
    shoot(page, "seen-refused", scheme);
    isAccessible(page);

    button(page, "Stop seeing it");
    assertThat(status(page).innerText()).contains("You see your own again");
    assertThat(banner.count()).isZero();
    open(page, "/console/you/accounts");
    assertThat(page.locator("h1").innerText()).isEqualTo("Your money");
  }

  @Test
  void tellsTheAuditLogOfWhoSawWhom() {
    ConsoleWorld.Person ann = world.somebody(port);
    Page page = page();
    String about = "/console/people/" + ann.id().text();
    openAs(page, administrator.email(), about);
    page.getByLabel("You need to see it, because").fill("she cannot find a payment");
    button(page, "See what they see");
    page.locator(".seen").waitFor();
    button(page, "Sign out");
    page.waitForURL("**/console/sign-in");
    assertThat(page.locator(".seen").count()).isZero();

    signIn(page, administrator.email(), People.PASSWORD);
    open(page, about);
    assertThat(page.locator("main").innerText())
        .contains("Somebody began to see what another sees", "she cannot find a payment")
        .doesNotContain("A session was ended by its owner");
  }

  @Test
  void letsNobodySeeWhatWhoeverMayMoreSees() {
    ConsoleWorld.Person support = world.somebody(port);
    world.give(support, "support");
    Page page = page();
    openAs(page, support.email(), "/console/people/" + administrator.id().text());
    page.getByLabel("You need to see it, because").fill("just looking");
    button(page, "See what they see");
    assertThat(alert(page).innerText()).contains("may more than yours");
    assertThat(page.locator(".seen").count()).isZero();
    open(page, "/console/people/" + support.id().text());
    assertThat(page.getByLabel("You need to see it, because").count()).isZero();
  }
}
