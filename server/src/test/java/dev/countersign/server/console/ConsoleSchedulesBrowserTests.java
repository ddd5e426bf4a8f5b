package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Payments later, and requests to pay, in the console, in Chromium. */
@ServerTest
class ConsoleSchedulesBrowserTests extends ConsoleBrowser {
  private final ConsoleWorld.Person ann;
  private final ConsoleWorld.Person ben;
  private final ConsoleWorld world;
  private final ConsoleWorld.Person administrator;

  ConsoleSchedulesBrowserTests(@LocalServerPort int port, AutowireCapableBeanFactory beans) {
    super(port);
    this.world = ConsoleWorld.in(beans);
    this.administrator = world.administrator(port);
    this.ann = world.somebody(port);
    this.ben = world.somebody(port);
  }

  @Test
  void makesPausesAndStopsASchedule() {
    Page page = page();
    openAs(page, ann.email(), "/console/you/schedules");
    fill(page, "2001-01-31T09:00");
    press(page, "Schedule it");
    assertThat(alert(page).innerText()).contains("Give a time that is to come");
    assertThat(page.getByLabel("Time zone").inputValue()).isEqualTo("Europe/Prague");
    page.getByLabel("First time").fill("2031-01-31T09:00");
    page.getByLabel("Each so many").fill("two");
    press(page, "Schedule it");
    assertThat(alert(page).innerText()).isEqualTo("Every: Give a whole number.");
    page.getByLabel("Each so many").fill("1");
    press(page, "Schedule it");
    assertThat(status(page).innerText()).isEqualTo("It is scheduled.");
    assertThat(page.locator("tbody tr").innerText())
        .contains(
            "Every month on the 31st, or the last day of a month without it, at 09:00,"
                + " Europe/Prague, from 31 January 2031, 3 times in all.",
            "2031-01-31 09:00 Europe/Prague",
            "120.00 USD",
            "Active");
    whole(page, "schedules");
    isAccessible(page);

    page.locator("tbody th a").click();
    assertThat(page.locator(".times").innerText())
        .contains("2031-01-31 09:00", "2031-02-28 09:00", "2031-03-31 09:00");
    whole(page, "schedule");
    isAccessible(page);
    press(page, "Pause");
    assertThat(status(page).innerText()).contains("It is paused");
    press(page, "Go on");
    assertThat(status(page).innerText()).contains("It goes on");
    page.locator("tbody summary").click();
    press(page, "Stop for good");
    assertThat(status(page).innerText()).contains("It is stopped for good.");
    assertThat(page.locator("tbody tr").innerText()).contains("Stopped", "not again");
    assertThat(page.locator("tbody button").count()).isZero();
  }

  @Test
  void asksPaysAndDeclines() {
    world.deposit(administrator, ben.id(), "USD", 10_000);
    Page asking = page();
    openAs(asking, ann.email(), "/console/you/requests");
    ask(asking, ben.email(), "45.00", "The concert");
    assertThat(status(asking).innerText()).contains("They are asked");
    ask(asking, ben.email(), "46.00", "The dinner");
    ask(asking, ben.email(), "47.00", "The taxi");

    Page asked = page();
    openAs(asked, ben.email(), "/console/you/requests");
    whole(asked, "requests");
    isAccessible(asked);
    row(asked, "The concert").locator("button").first().click();
    assertThat(asked.locator("#asked").innerText()).contains("45.00 USD goes from your account");
    press(asked, "Pay 45.00 USD");
    assertThat(status(asked).innerText()).isEqualTo("It is paid.");
    assertThat(row(asked, "The concert").innerText()).contains("Paid", "The payment");
    row(asked, "The dinner").locator("summary").click();
    row(asked, "The dinner").getByLabel("Reason").fill("  ");
    row(asked, "The dinner").locator("details button").click();
    assertThat(alert(asked).innerText()).startsWith("It is not declined. Say why");
    assertThat(row(asked, "The dinner").locator(".fault").innerText()).startsWith("Say why");
    assertThat(focused(asked)).startsWith("reason-prq_");
    row(asked, "The dinner").getByLabel("Reason").fill("You never came");
    row(asked, "The dinner").locator("details button").click();
    assertThat(status(asked).innerText()).isEqualTo("It is declined.");

    open(asking, "/console/you/requests");
    assertThat(row(asking, "The dinner").innerText()).contains("Declined", "You never came");
    row(asking, "The taxi").locator("button").click();
    assertThat(status(asking).innerText()).isEqualTo("It is taken back.");
    open(asked, "/console/you/requests");
    assertThat(row(asked, "The taxi").innerText()).contains("Taken back");
  }

  @Test
  void saysAtTheFieldWhyNobodyIsAsked() {
    ConsoleWorld.Person dan = world.somebody(port);
    world.deposit(administrator, dan.id(), "USD", 10_000);
    Page page = page(ColorScheme.DARK);
    openAs(page, dan.email(), "/console/you/requests");
    assertThat(page.getByLabel("Currency").inputValue()).isEqualTo("USD");
    assertThat(page.locator("#currency option[value=EUR]").count()).isOne();
    page.getByLabel("Currency").selectOption("EUR");
    fill(page, "nobody@example.com", "45.00", "The concert");
    button(page, "Ask");
    assertThat(alert(page).innerText()).isEqualTo("Nobody was asked. See below what to change.");
    assertThat(faultAt(page, "payer"))
        .isEqualTo(
            "Nobody here has this address, name or id. Check how it is written, or ask them.");
    assertThat(focused(page)).isEqualTo("payer");
    assertThat(page.getByLabel("Whom").inputValue()).isEqualTo("nobody@example.com");
    assertThat(page.getByLabel("Currency").inputValue()).isEqualTo("EUR");
    assertThat(page.getByLabel("What for").inputValue()).isEqualTo("The concert");
    whole(page, "requests-refused-dark");
    isAccessible(page);

    ask(page, dan.email(), "45.00", "The concert");
    assertThat(faultAt(page, "payer")).isEqualTo("That is you. Name somebody else.");
    ask(page, ben.email(), "1,5", "The concert");
    assertThat(faultAt(page, "amount")).isEqualTo("Give a decimal of plain digits, such as 50.00.");
    assertThat(focused(page)).isEqualTo("amount");
    assertThat(page.locator("#payer").getAttribute("aria-invalid")).isNull();
  }

  @Test
  void fitsATelephoneInTheDark() {
    ConsoleWorld.Person cat = world.somebody(port);
    Page page =
        page(
            new Browser.NewContextOptions()
                .setViewportSize(390, 844)
                .setColorScheme(ColorScheme.DARK));
    openAs(page, cat.email(), "/console/you/schedules");
    fill(page, "2031-01-31T09:00");
    press(page, "Schedule it");
    fitsItsWindow(page);
    whole(page, "schedules-phone-dark");
    isAccessible(page);
    open(page, "/console/you/requests");
    ask(page, ben.email(), "45.00", "The concert");
    fitsItsWindow(page);
    whole(page, "requests-phone-dark");
    isAccessible(page);
  }

  private void fill(Page page, String first) {
    page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill(ben.email());
    page.getByLabel("Amount").fill("120.00");
    page.getByLabel("Currency").fill("USD");
    page.getByLabel("First time").fill(first);
    page.getByLabel("Time zone").fill("Europe/Prague");
    page.getByLabel("How often").selectOption("monthly");
    page.getByLabel("Times in all").fill("3");
  }

  private static void ask(Page page, String whom, String amount, String what) {
    page.getByLabel("Currency").selectOption("USD");
    fill(page, whom, amount, what);
    button(page, "Ask");
  }

  private static void fill(Page page, String whom, String amount, String what) {
    page.getByLabel("Whom").fill(whom);
    page.getByLabel("Amount").fill(amount);
    page.getByLabel("What for").fill(what);
  }
}
