package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Getting into the console and out of it, in Chromium. */
@ServerTest
class ConsoleSignInBrowserTests extends ConsoleBrowser {
  private final ConsoleWorld.Person administrator;

  ConsoleSignInBrowserTests(@LocalServerPort int port, AutowireCapableBeanFactory beans) {
    super(port);
    this.administrator = ConsoleWorld.in(beans).administrator(port);
  }

  @Test
  void refusesAWrongPasswordInASentence() {
    Page page = page();
    open(page, "/console/sign-in");
    page.getByLabel("E-mail address or username").fill(administrator.email());
    page.getByLabel("Password").fill("surely not this one");
    button(page, "Sign in");
    assertThat(alert(page).innerText()).isEqualTo("That name and password do not belong together.");
    assertThat(page.getByLabel("E-mail address or username").inputValue())
        .isEqualTo(administrator.email());
    isAccessible(page);
  }

  @Test
  void showsNothingAfterSignOutByTheBackButton() {
    Page page = page();
    open(page, "/console/accounts");
    signIn(page, administrator.email(), People.PASSWORD);
    button(page, "Sign out");
    page.waitForURL("**/console/sign-in");
    page.goBack();
    page.waitForURL("**/console/sign-in*");
    assertThat(page.title()).startsWith("Sign in");
    assertThat(page.locator("table").count()).isZero();
  }
}
