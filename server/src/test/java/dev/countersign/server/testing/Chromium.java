package dev.countersign.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The machine's own Chromium, driven by Playwright, started once for all tests; each brings
 * contexts of its own. Where there is none the test is skipped with a sentence; on a build server
 * ({@code CI=true}) it fails.
 */
public final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  /** No graphics card, and nothing that a browser does on its own beside the test. */
  private static final List<String> QUIETLY =
      List.of(
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static @Nullable Browser started;

  private Chromium() {}

  /** The browser. Playwright is for one thread, so tests that use it don't run side by side. */
  public static synchronized Browser browser() {
    if (started == null) {
      started = start(program());
    }
    return started;
  }

  private static Path program() {
    Optional<Path> program = find();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(program).as("Chromium on the PATH of the build server").isPresent();
    }
    assumeTrue(program.isPresent(), "Chromium is not on the PATH, so browser tests are skipped.");
    return program.orElseThrow();
  }

  private static Browser start(Path program) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Runtime.getRuntime().addShutdownHook(new Thread(playwright::close, "close-chromium"));
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(program)
                .setArgs(QUIETLY)
                // Without this the browser refuses to run as root, as in a container.
                .setChromiumSandbox(false));
  }

  private static Optional<Path> find() {
    String folders = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(folders.split(File.pathSeparator, -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .flatMap(path -> Files.isExecutable(path) ? Stream.of(path) : Stream.empty())
        .findFirst();
  }
}
