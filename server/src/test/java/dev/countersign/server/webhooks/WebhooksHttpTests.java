package dev.countersign.server.webhooks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.api.DepositRequest;
import dev.countersign.api.LivePayment;
import dev.countersign.api.TokenAnswer;
import dev.countersign.api.WebhookDelivery;
import dev.countersign.api.WebhookDeliveryPage;
import dev.countersign.api.WebhookReplayAnswer;
import dev.countersign.api.WebhookView;
import dev.countersign.api.WebhookWithSecret;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks over HTTP, against a receiver on this machine and by a clock that tests set. */
@ServerTest
@Import(MovableClock.class)
@TestPropertySource(
    properties = {
      "countersign.webhooks.http=true",
      "countersign.webhooks.allowed-networks=127.0.0.0/8",
      "countersign.webhooks.poll=50ms",
      "countersign.events.relay=20ms"
    })
class WebhooksHttpTests {
  private static final String WEBHOOKS = "/v1/webhooks";

  @AutoClose private final Receiver receiver = new Receiver();
  private final ApiClient api;
  private final TestDatabase database;
  private final TestClock clock;
  private final TestData data;
  private ApiClient administrator;

  WebhooksHttpTests(
      @LocalServerPort int port, TestDatabase database, TestClock clock, TestData data) {
    this.api = ApiClient.of(port);
    this.database = database;
    this.clock = clock;
    this.data = data;
    this.administrator = api;
  }

  @BeforeEach
  void signIn() {
    administrator = Administrators.create(api, database);
    store().sql("delete from webhooks").update();
    settle();
  }

  @Test
  void tellsOfPaymentsInTheFormOfTheStandard() throws InterruptedException {
    WebhookWithSecret webhook = create("payment.*");
    TokenAnswer ana = People.register(api);
    String id = deposit(ana);

    Receiver.Request told = receiver.next();

    assertThat(told.isSignedWith(webhook.secret())).isTrue();
    assertThat(told.id()).isEqualTo(told.event().id()).startsWith("evt_");
    assertThat(told.event().type()).isEqualTo("payment.completed");
    assertThat(told.event().cursor()).isNull();
    LivePayment payment = told.event().data().payment();
    assertThat(payment).isNotNull();
    assertThat(payment.id()).isEqualTo(id);
    assertThat(payment.amount()).isEqualTo("10.00");
    assertThat(told.body()).doesNotContain("@");
    await().until(() -> delivery(webhook, told.id()).status().equals("delivered"));
    assertThat(delivery(webhook, told.id()).tries())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.status()).isEqualTo(204));
    assertThat(receiver.drained()).isEmpty();
    assertThat(administrator.get(WEBHOOKS).expect(200).text()).doesNotContain("whsec_");
  }

  @Test
  void signsWithBothSecretsUntilTheGraceIsOver() throws InterruptedException {
    WebhookWithSecret webhook = create("payment.*");
    TokenAnswer ana = People.register(api);
    WebhookWithSecret replaced =
        administrator
            .post(path(webhook) + "/secret", Map.of("grace_minutes", 10))
            .expect(200)
            .as(WebhookWithSecret.class);
    deposit(ana);
    assertThat(receiver.next().isSignedWith(replaced.secret(), webhook.secret())).isTrue();

    clock.advance(Duration.ofMinutes(11));
    deposit(ana);
    assertThat(receiver.next().isSignedWith(replaced.secret())).isTrue();
  }

  @Test
  void triesForThreeDaysThenGivesUpDisablesAndTells() throws InterruptedException {
    receiver.answer(500);
    WebhookWithSecret webhook = create("payment.*");
    String email = mailOfAnAdministrator();
    TokenAnswer ana = People.register(api);
    deposit(ana);
    String event = receiver.next().id();
    int attempts = 1;
    while (!delivery(webhook, event).status().equals("dead")) {
      int made = attempts;
      await().until(() -> delivery(webhook, event).attempts() >= made);
      if (delivery(webhook, event).status().equals("dead")) {
        break;
      }
      assertThat(delivery(webhook, event).dueAt()).isAfter(clock.instant());
      clock.set(requireNonNull(delivery(webhook, event).dueAt()));
      assertThat(receiver.next().id()).as("the same id each time").isEqualTo(event);
      attempts++;
      administrator = Administrators.create(api, database);
    }
    assertThat(attempts).isBetween(8, 12);

    await()
        .until(() ->
            administrator.get(path(webhook)).as(WebhookView.class).status().equals("disabled"));
    assertThat(administrator.get(path(webhook)).as(WebhookView.class).reason())
        .isEqualTo("failing");
    assertThat(delivery(webhook, event).tries()).hasSize(attempts);
    assertThat(Outbox.of(data).await(email, "webhook_disabled", 1).text())
        .contains(webhook.webhook().id());

    receiver.answer(200);
    change(webhook, Map.of("status", "active"));
    assertThat(
            administrator
                .post(path(webhook) + "/replay", Map.of("event", event))
                .expect(202)
                .as(WebhookReplayAnswer.class)
                .queued())
        .isEqualTo(1);
    assertThat(receiver.next().id()).isEqualTo(event);
    await().until(() -> delivery(webhook, event).status().equals("delivered"));
  }

  @Test
  void replaysATime() throws InterruptedException {
    TokenAnswer ana = People.register(api);
    clock.advance(Duration.ofSeconds(1));
    String since = clock.instant().toString();
    clock.advance(Duration.ofSeconds(1));
    WebhookWithSecret earlier = create("payment.*");
    deposit(ana);
    deposit(ana);
    receiver.next();
    receiver.next();
    administrator.delete(path(earlier)).expect(204);
    // Both have been handed out, so the next webhook gets neither but by replay.
    WebhookWithSecret webhook = create("payment.*");
    clock.advance(Duration.ofSeconds(1));

    WebhookReplayAnswer answer =
        administrator
            .post(
                path(webhook) + "/replay",
                Map.of("since", since, "until", clock.instant().toString()))
            .expect(202)
            .as(WebhookReplayAnswer.class);

    assertThat(answer.queued()).isEqualTo(2);
    assertThat(List.of(receiver.next().id(), receiver.next().id())).doesNotHaveDuplicates();
    assertThat(
            administrator
                .post(
                    path(webhook) + "/replay",
                    Map.of("since", since, "until", clock.instant().toString(), "dead_only", true))
                .expect(202)
                .as(WebhookReplayAnswer.class)
                .queued())
        .isZero();
  }

  @Test
  void followsNoRedirectAndStopsWhereItIsToldThatNobodyListens() throws InterruptedException {
    receiver.answer(302);
    WebhookWithSecret webhook = create("payment.*");
    TokenAnswer ana = People.register(api);
    deposit(ana);
    String event = receiver.next().id();
    await().until(() -> delivery(webhook, event).attempts() == 1);
    assertThat(delivery(webhook, event).status()).isEqualTo("queued");
    assertThat(receiver.drained()).isEmpty();

    receiver.answer(410);
    clock.advance(Duration.ofSeconds(10));
    receiver.next();
    await()
        .until(
            () -> "gone".equals(administrator.get(path(webhook)).as(WebhookView.class).reason()));
  }

  @Test
  void keepsNobodyWaitingForAReceiverThatIsGone() throws InterruptedException {
    WebhookWithSecret dead =
        administrator
            .post(WEBHOOKS, Map.of("url", "http://127.0.0.1:1/in", "types", List.of("payment.*")))
            .expect(201)
            .as(WebhookWithSecret.class);
    create("payment.*");
    TokenAnswer ana = People.register(api);
    for (int i = 0; i < 20; i++) {
      deposit(ana);
    }
    for (int i = 0; i < 20; i++) {
      receiver.next();
    }
    await()
        .until(() ->
            administrator
                    .get(path(dead) + "/deliveries?status=queued&limit=200")
                    .as(WebhookDeliveryPage.class)
                    .items()
                    .stream()
                    .filter(delivery -> delivery.attempts() > 0)
                    .count()
                == 20);
    String event =
        administrator
            .get(path(dead) + "/deliveries")
            .as(WebhookDeliveryPage.class)
            .items()
            .getFirst()
            .event();
    assertThat(requireNonNull(delivery(dead, event).tries()).getFirst().failure())
        .isEqualTo("no_connection");
  }

  @Test
  void refusesAddressesThatAreNotPublicAndWhoeverMayNotReadWhatIsTold() {
    for (String url :
        List.of(
            "https://10.0.0.1/in",
            "https://[::1]/in",
            "https://169.254.169.254/latest/meta-data",
            "https://167837953/in",
            "gopher://example.org/",
            "https://user@example.org/")) {
      assertThat(administrator.post(WEBHOOKS, Map.of("url", url)).status()).as(url).isEqualTo(400);
    }
    administrator
        .post(WEBHOOKS, Map.of("url", receiver.url(), "types", List.of("Payments!")))
        .expect(400);
    api.withToken(People.register(api).accessToken()).get(WEBHOOKS).expect(403);
  }

  private WebhookWithSecret create(String types) {
    return administrator
        .post(WEBHOOKS, Map.of("url", receiver.url(), "types", List.of(types)))
        .expect(201)
        .as(WebhookWithSecret.class);
  }

  private void change(WebhookWithSecret webhook, Map<String, ?> change) {
    administrator
        .send(
            "PATCH",
            path(webhook),
            BodyPublishers.ofString(new JsonMapper().writeValueAsString(new HashMap<>(change))))
        .expect(200);
  }

  private WebhookDelivery delivery(WebhookWithSecret webhook, String event) {
    return administrator
        .get(path(webhook) + "/deliveries/" + event)
        .expect(200)
        .as(WebhookDelivery.class);
  }

  private static String path(WebhookWithSecret webhook) {
    return WEBHOOKS + "/" + webhook.webhook().id();
  }

  private String deposit(TokenAnswer person) {
    return administrator
        .post(
            "/v1/admin/deposits",
            new DepositRequest(person.user().id(), "10.00", "USD", UUID.randomUUID().toString()))
        .expect(201)
        .json()
        .path("id")
        .asString();
  }

  private String mailOfAnAdministrator() {
    TokenAnswer other = People.register(api);
    Administrators.raise(database, other);
    return String.valueOf(other.user().email());
  }

  private void settle() {
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(() ->
            store().sql("select count(*) from audit_pending").query(Long.class).single() == 0);
  }

  private JdbcClient store() {
    return JdbcClient.create(StoreFixture.source(database.superuser()));
  }
}
