package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.server.testing.Chromium;
import dev.countersign.server.testing.People;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/**
 * The console as somebody uses it, in Chromium: what its tests have in common. After each of them
 * nothing may have been complained of: no error of a script, and no breach of the content security
 * policy. Screenshots go to {@code target/screenshots}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleBrowser {
  private static final String AXE = "/axe.min.js";
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  final int port;
  final String base;
  private final List<String> complaints = new ArrayList<>();
  private final List<BrowserContext> open = new ArrayList<>();

  ConsoleBrowser(int port) {
    this.port = port;
    this.base = "http://localhost:" + port;
  }

  @AfterEach
  void nothingWasComplainedOf() {
    open.forEach(BrowserContext::close);
    open.clear();
    List<String> found = List.copyOf(complaints);
    complaints.clear();
    assertThat(found).isEmpty();
  }

  final Page page() {
    return page(new Browser.NewContextOptions());
  }

  final Page page(ColorScheme scheme) {
    return page(new Browser.NewContextOptions().setColorScheme(scheme));
  }

  /** A page of a browser that has no cookies yet. */
  final Page page(Browser.NewContextOptions options) {
    BrowserContext context = Chromium.browser().newContext(options);
    open.add(context);
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      boolean complains = message.type().equals("error") || message.type().equals("warning");
      // The browser itself notes the status of each refusal.
      if (complains && !message.text().contains("status of 4")) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onDialog(dialog -> {
      complaints.add("a dialog: " + dialog.message());
      dialog.dismiss();
    });
    return page;
  }

  /** For what a test brings about on purpose. */
  final void forgive(String complaint) {
    complaints.removeIf(found -> found.contains(complaint));
  }

  final void open(Page page, String path) {
    page.navigate(base + path);
  }

  /** Goes to a page of the console by way of the sign-in that stands before it. */
  final void openAs(Page page, String who, String path) {
    open(page, path);
    signIn(page, who, People.PASSWORD);
  }

  /** Fills in the sign-in form that is shown, and waits to be let in. */
  static void signIn(Page page, String who, String password) {
    sendPassword(page, who, password);
    page.locator(".person").waitFor();
  }

  /** Fills in the sign-in form that is shown, whatever comes of it. */
  static void sendPassword(Page page, String who, String password) {
    page.getByLabel("E-mail address or username").fill(who);
    page.getByLabel("Password").fill(password);
    button(page, "Sign in");
  }

  static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, named(name)).click();
  }

  /** The first button whose name holds the text. */
  static void press(Page page, String text) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(text)).first().click();
  }

  static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  static Locator alert(Page page) {
    return page.getByRole(AriaRole.ALERT);
  }

  static Locator status(Page page) {
    return page.getByRole(AriaRole.STATUS);
  }

  static Locator row(Page page, String text) {
    return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(text));
  }

  /** What is said at a field that is at fault. */
  static String faultAt(Page page, String field) {
    Locator input = page.locator("#" + field);
    assertThat(input.getAttribute("aria-invalid")).isEqualTo("true");
    assertThat(input.getAttribute("aria-describedby")).contains(field + "-fault");
    return page.locator("#" + field + "-fault").innerText();
  }

  static String focused(Page page) {
    return (String)
        page.evaluate("(document.activeElement.innerText || document.activeElement.id).trim()");
  }

  static void shoot(Page page, String name, ColorScheme scheme) {
    shoot(page, scheme == ColorScheme.DARK ? name + "-dark" : name);
  }

  static void shoot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  /** All of a page, beyond its window too. */
  static void whole(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  static void fitsItsWindow(Page page) {
    Object beyond =
        page.evaluate(
            """
            () => document.documentElement.scrollWidth <= innerWidth
              ? []
              : [...document.querySelectorAll('body *')]
                  .filter((e) => e.getBoundingClientRect().right > innerWidth)
                  .map((e) => e.outerHTML.slice(0, 120))
            """);
    assertThat(beyond).as(page.url()).isEqualTo(List.of());
  }

  /** No breach of WCAG 2.2 A and AA that a machine can find, contrast included. */
  static void isAccessible(Page page) {
    page.evaluate(axe());
    Object breaches =
        page.evaluate(
            """
            async () => {
              const found = await axe.run(document, {
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
              });
              return found.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' '));
            }
            """);
    assertThat(breaches).as(page.url()).isEqualTo(List.of());
  }

  private static String axe() {
    try (InputStream script = ConsoleBrowser.class.getResourceAsStream(AXE)) {
      assertThat(script).as("axe on the class path").isNotNull();
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
