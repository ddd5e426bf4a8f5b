package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
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
}
