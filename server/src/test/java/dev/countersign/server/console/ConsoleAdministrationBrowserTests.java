package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ServerTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Roles, roles for a while, service keys and tenants in the console, in Chromium. */
@ServerTest
class ConsoleAdministrationBrowserTests extends ConsoleBrowser {
  private final ConsoleWorld world;
  private final ConsoleWorld.Person administrator;

  ConsoleAdministrationBrowserTests(@LocalServerPort int port, AutowireCapableBeanFactory beans) {
    super(port);
    this.world = ConsoleWorld.in(beans);
    this.administrator = world.administrator(port);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void makesGivesTakesAndRemovesARole(ColorScheme scheme) {
    ConsoleWorld.Person ann = world.somebody(port);
    String role = "cashier-" + UUID.randomUUID().toString().substring(0, 8);
    Page page = page(scheme);
    openAs(page, administrator.email(), "/console/roles");
    page.getByLabel("Name").fill(role);
    page.getByLabel("What it is for").fill("Takes money in at the counter.");
    page.getByLabel("Permissions").fill("no permission at all!");
    button(page, "Save the role");
    assertThat(alert(page).innerText()).contains("resource:action");
    isAccessible(page);

    page.getByLabel("Name").fill(role);
    page.getByLabel("What it is for").fill("Takes money in at the counter.");
    page.getByLabel("Permissions").fill("ledger:read billing:*");
    page.getByLabel("Roles it includes").fill("support");
    button(page, "Save the role");
    assertThat(status(page).innerText()).contains("The role is saved");
    assertThat(row(page, role).innerText()).contains("billing:*", "ledger:read", "support");
    shoot(page, "roles", scheme);
    isAccessible(page);

    page.getByLabel("Person").fill(ann.email());
    page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).selectOption(role);
    button(page, "Give the role");
    assertThat(status(page).innerText()).contains("They have the role from now on");
    page.locator("#give-heading").scrollIntoViewIfNeeded();
    shoot(page, "roles-forms", scheme);
    Page theirs = page();
    openAs(theirs, ann.email(), "/console/people");
    assertThat(theirs.locator("h1").innerText()).isEqualTo("People");

    page.getByLabel("Person").fill(ann.email());
    page.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).selectOption(role);
    button(page, "Take the role");
    assertThat(status(page).innerText()).contains("They have the role no longer");
    theirs.reload();
    assertThat(theirs.locator("h1").innerText()).isEqualTo("This is for administrators");
    button(page, "Remove the role " + role);
    assertThat(status(page).innerText()).contains("The role is gone");
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void lendsARoleForAWhileOnASecondPersonsWord(ColorScheme scheme) {
    ConsoleWorld.Person ann = world.somebody(port);
    Page asks = page(scheme);
    openAs(asks, ann.email(), "/console/you/elevations");
    shoot(asks, "elevations-none", scheme);
    isAccessible(asks);
    asks.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).selectOption("auditor");
    asks.getByLabel("Minutes").fill("20");
    asks.getByLabel("Why").fill("the yearly review of access");
    button(asks, "Ask for it");
    assertThat(status(asks).innerText()).contains("waits for a second person");
    assertThat(row(asks, "the yearly review of access").innerText()).contains("Waits");
    assertThat(asks.getByRole(AriaRole.BUTTON, named("Approve")).count()).isZero();

    Page decides = page(scheme);
    openAs(decides, administrator.email(), "/console/you/elevations");
    shoot(decides, "elevations-waiting", scheme);
    isAccessible(decides);
    button(decides, "Approve auditor for " + ann.email());
    assertThat(status(decides).innerText()).contains("The role is lent");
    assertThat(decides.getByRole(AriaRole.HEADING, named("Running now")).isVisible()).isTrue();
    assertThat(row(decides, ann.email()).innerText())
        .contains("Running", "by " + administrator.email());
    shoot(decides, "elevations-running", scheme);
    isAccessible(decides);

    asks.reload();
    assertThat(row(asks, "the yearly review of access").innerText()).contains("Running");
    button(asks, "End now auditor for " + ann.email());
    assertThat(status(asks).innerText()).contains("The role is over");
    assertThat(row(asks, "the yearly review of access").innerText()).contains("Ended");

    asks.getByLabel("Role", new Page.GetByLabelOptions().setExact(true)).selectOption("support");
    asks.getByLabel("Why").fill("curiosity");
    button(asks, "Ask for it");
    decides.reload();
    button(decides, "Refuse support for " + ann.email());
    assertThat(status(decides).innerText()).contains("The request is refused");
    asks.reload();
    assertThat(row(asks, "curiosity").innerText())
        .contains("Refused", "by " + administrator.email());
    shoot(asks, "elevations-over", scheme);
    isAccessible(asks);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void makesRotatesAndRevokesAServiceKeyAndShowsItsUse(ColorScheme scheme) {
    String name = "importer-" + UUID.randomUUID().toString().substring(0, 8);
    Page page = page(scheme);
    openAs(page, administrator.email(), "/console/keys");
    page.getByLabel("Name").fill(name);
    page.getByLabel("Scopes").fill("ledger:read audit:read");
    button(page, "Make the key");
    String key = page.getByLabel("The new key").inputValue();
    assertThat(key).matches("cs_test_[0-9A-Za-z]{54}");
    assertThat(row(page, name).innerText()).contains("audit:read ledger:read", "active");
    shoot(page, "service-keys", scheme);
    isAccessible(page);

    ApiClient.of(port).with("X-API-Key", key).get("/v1/audit/events").expect(200);
    page.getByRole(AriaRole.LINK, named(name)).click();
    page.waitForCondition(() -> {
      page.reload();
      return page.locator("main").innerText().contains("GET /v1/audit/events");
    });
    shoot(page, "service-key", scheme);
    isAccessible(page);
    page.getByRole(AriaRole.LINK, named("Service keys")).first().click();

    button(page, "Rotate " + name);
    String next = page.getByLabel("The new key").inputValue();
    assertThat(next).isNotEqualTo(key);
    ApiClient.of(port).with("X-API-Key", next).get("/v1/audit/events").expect(200);
    page.getByRole(AriaRole.BUTTON, named("Revoke " + name)).last().click();
    assertThat(status(page).innerText()).contains("The key is revoked");
    ApiClient.of(port).with("X-API-Key", key).get("/v1/audit/events").expect(401);
    // They are nobody's own.
    open(page, "/console/you/keys");
    assertThat(page.locator("main").innerText()).doesNotContain(name);
  }

  @Test
  void showsServiceKeysToAdministratorsOnly() {
    Page page = page();
    openAs(page, world.somebody(port).email(), "/console/keys");
    assertThat(page.locator("h1").innerText()).isEqualTo("This is for administrators");
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void createsBrandsSuspendsAndResumesATenant(ColorScheme scheme) {
    String slug = "bakery-" + UUID.randomUUID().toString().substring(0, 8);
    Page page = page(scheme);
    openAs(page, administrator.email(), "/console/tenants");
    page.getByLabel("Short name").fill(slug);
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Bakery " + slug);
    page.getByLabel("First administrator").fill(slug + "@example.com");
    button(page, "Create the tenant");
    assertThat(status(page).innerText()).contains("The tenant is created");
    assertThat(row(page, slug).innerText()).contains("Active");
    shoot(page, "tenants", scheme);
    isAccessible(page);

    row(page, slug).locator("summary").click();
    page.getByLabel("Colour of Bakery " + slug).fill("#8a2b52");
    isAccessible(page);
    shoot(page, "tenants-brand", scheme);
    button(page, "Save the brand of Bakery " + slug);
    assertThat(row(page, slug).innerText()).contains("#8a2b52");

    button(page, "Suspend Bakery " + slug);
    assertThat(status(page).innerText()).contains("The tenant is suspended");
    assertThat(row(page, slug).innerText()).contains("Suspended");
    button(page, "Resume Bakery " + slug);
    assertThat(row(page, slug).innerText()).contains("Active");
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void givesATenantHostsAndSettingsOfItsOwn(ColorScheme scheme) {
    String slug = "dairy-" + UUID.randomUUID().toString().substring(0, 8);
    Page page =
        page(
            scheme == ColorScheme.DARK
                ? new Browser.NewContextOptions().setViewportSize(390, 844).setColorScheme(scheme)
                : new Browser.NewContextOptions());
    openAs(page, administrator.email(), "/console/tenants");
    createTenant(page, slug);
    page.getByRole(AriaRole.LINK, named("Dairy " + slug)).click();
    page.getByLabel("Names of hosts").fill("pay." + slug + ".example:8443");
    button(page, "Save the hosts");
    assertThat(alert(page).innerText()).contains("Nothing was changed.");
    assertThat(page.locator("#hosts-fault").innerText()).startsWith("Give names of hosts");
    assertThat(focused(page)).isEqualTo("hosts");
    page.getByLabel("Names of hosts").fill("Pay." + slug + ".example shop." + slug + ".example");
    button(page, "Save the hosts");
    assertThat(status(page).innerText()).contains("this tenant's from now on");
    assertThat(page.getByLabel("Names of hosts").inputValue())
        .isEqualTo("pay." + slug + ".example\nshop." + slug + ".example");

    page.getByLabel("API keys of one person").fill("51");
    page.getByLabel("API keys in all").fill("20");
    button(page, "Save the settings");
    assertThat(page.locator("#api-keys-per-user-fault").innerText()).contains("from 1 to 50");
    fitsItsWindow(page);
    whole(page, scheme == ColorScheme.DARK ? "tenant-phone-dark" : "tenant");
    isAccessible(page);
    page.getByLabel("API keys of one person").fill("3");
    page.getByLabel("Roles lent without").fill("auditor");
    button(page, "Save the settings");
    assertThat(status(page).innerText()).isEqualTo("It holds for this tenant from now on.");
    assertThat(page.getByLabel("API keys of one person").inputValue()).isEqualTo("3");
    assertThat(page.getByLabel("API keys in all").inputValue()).isEqualTo("20");

    String other = "mill-" + UUID.randomUUID().toString().substring(0, 8);
    open(page, "/console/tenants");
    createTenant(page, other);
    page.getByRole(AriaRole.LINK, named("Dairy " + other)).click();
    page.getByLabel("Names of hosts").fill("shop." + slug + ".example");
    button(page, "Save the hosts");
    assertThat(page.locator("#hosts-fault").innerText())
        .isEqualTo("One of these hosts is another tenant's.");
  }

  @Test
  void fitsATelephone() {
    Page page = page(new Browser.NewContextOptions().setViewportSize(390, 844));
    openAs(page, administrator.email(), "/console/roles");
    fitsItsWindow(page);
    open(page, "/console/keys");
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("far ".repeat(25));
    button(page, "Make the key");
    page.evaluate("document.querySelector('tbody td').style.minWidth = '60rem'");
    fitsItsWindow(page);
    for (String path : List.of("keys", "tenants", "you/elevations", "you/accounts")) {
      open(page, "/console/" + path);
      fitsItsWindow(page);
    }
    open(page, "/console/you/factors");
    fitsItsWindow(page);
    shoot(page, "own-factors-phone");
  }

  private static void createTenant(Page page, String slug) {
    page.getByLabel("Short name").fill(slug);
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Dairy " + slug);
    page.getByLabel("First administrator").fill(slug + "@example.com");
    button(page, "Create the tenant");
  }
}
