package dev.countersign.webprobe;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.countersign.server.testing.Chromium;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@Execution(ExecutionMode.SAME_THREAD)
@SpringBootTest(
    classes = ProbeService.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"server.address=127.0.0.1", "countersign.limits.default=100000/1m"})
class DocumentationBrowserTests {
  @LocalServerPort int port;

  @Test
  void showsTheApiUnderAStrictPolicy() {
    List<String> complaints = new CopyOnWriteArrayList<>();
    try (Page page = Chromium.browser().newPage()) {
      page.onConsoleMessage(message -> {
        if (message.type().equals("error")) {
          complaints.add(message.text());
        }
      });
      page.onPageError(complaints::add);
      page.navigate("http://localhost:" + port + "/docs");
      PlaywrightAssertions.assertThat(page.getByText("/v1/auth/login").first()).isVisible();
      page.getByText("/v1/auth/login").first().click();
      PlaywrightAssertions.assertThat(page.getByText("invalid_credentials").first()).isVisible();
    }
    assertThat(complaints).isEmpty();
  }
}
