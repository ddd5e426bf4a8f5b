package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events as they happen, and webhooks, in the console, in Chromium. */
@ServerTest
class ConsoleEventsBrowserTests extends ConsoleBrowser {
  private final ConsoleWorld.Person administrator;
  private final ConsoleWorld world;
  private final TestDatabase database;

  ConsoleEventsBrowserTests(
      @LocalServerPort int port, AutowireCapableBeanFactory beans, TestDatabase database) {
    super(port);
    this.world = ConsoleWorld.in(beans);
    this.administrator = world.administrator(port);
    this.database = database;
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void showsWhatHappensWhileItHappensAndHowWebhooksFare(ColorScheme scheme) {
    Page page = page(scheme);
    openAs(page, administrator.email(), "/console/events");
    page.getByText("Live.").waitFor();

    ConsoleWorld.Person ann = world.somebody(port);
    row(page, ann.id().text()).first().waitFor();

    String webhook = "https://webhooks.invalid/" + scheme.name().toLowerCase(Locale.ROOT);
    ApiClient api = ApiClient.of(port);
    String token =
        api.post(
                "/v1/auth/login",
                Map.of("email", administrator.email(), "password", People.PASSWORD))
            .expect(200)
            .json()
            .path("access_token")
            .asString();
    api.withToken(token).post("/v1/webhooks", Map.of("url", webhook)).expect(201);
    world.somebody(port);
    JdbcClient store = JdbcClient.create(StoreFixture.source(database.superuser()));
    await()
        .until(() ->
            store
                    .sql(
                        """
                        update webhook_deliveries
                        set status = 'dead', finished_at = now()
                        where webhook_id = (select id from webhooks where url = :url)
                          and status = 'queued'
                        """)
                    .param("url", webhook)
                    .update()
                > 0);
    page.reload();
    page.getByText("Live.").waitFor();
    assertThat(row(page, webhook).innerText()).contains("everything");
    shoot(page, "events", scheme);
    isAccessible(page);

    // A form sent from a page that listens is as good as any other.
    press(page, "Replay");
    assertThat(status(page).first().innerText())
        .isEqualTo("What was given up is queued once more.");
    page.getByText("Live.").waitFor();
    store.sql("delete from webhooks where url = :url").param("url", webhook).update();
  }
}
