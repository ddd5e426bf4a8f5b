package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.api.TenantRequest;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Getting into the console and out of it, in Chromium. */
@ServerTest
class ConsoleSignInBrowserTests extends ConsoleBrowser {
  private final ConsoleWorld.Person administrator;
  private final ApiClient operator;

  ConsoleSignInBrowserTests(
      @LocalServerPort int port, AutowireCapableBeanFactory beans, TestDatabase database) {
    super(port);
    this.administrator = ConsoleWorld.in(beans).administrator(port);
    this.operator = Administrators.create(ApiClient.of(port), database);
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

  @ParameterizedTest
  @CsvSource({"#ffd400, LIGHT", "#ffd400, DARK", "#14213d, LIGHT", "#14213d, DARK"})
  void bearsTheTenantsNameAndColourAndStaysLegible(String color, ColorScheme scheme) {
    String slug = "bakery-" + UUID.randomUUID().toString().substring(0, 8);
    String host = slug + ".localhost";
    operator
        .post(
            "/v1/admin/tenants",
            new TenantRequest(slug, "Golden Bakery", null, color, List.of(host), null, null))
        .expect(201);
    Page page = page(scheme);
    page.navigate("http://" + host + ":" + port + "/console/sign-in");
    assertThat(page.title()).isEqualTo("Sign in · Golden Bakery");
    assertThat(page.locator(".wordmark").innerText()).contains("Golden Bakery");
    assertThat(page.locator(".top").evaluate("bar => getComputedStyle(bar).borderTopColor"))
        .isEqualTo(rgb(color));
    assertThat(page.content()).doesNotContain("Countersign");
    shoot(page, "brand-" + color.substring(1), scheme);
    isAccessible(page);

    page.navigate("http://" + host + ":" + port + "/reset");
    assertThat(page.locator(".wordmark").innerText()).contains("Golden Bakery");
    isAccessible(page);
    open(page, "/console/sign-in");
    assertThat(page.title()).isEqualTo("Sign in · Countersign");
  }

  private static String rgb(String color) {
    int all = Integer.decode(color);
    return "rgb(%d, %d, %d)".formatted(all >> 16, all >> 8 & 0xff, all & 0xff);
  }
}
