package dev.countersign.server.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.countersign.server.audit.PlacedEvent;
import dev.countersign.server.audit.PlacedEvents;
import dev.countersign.server.platform.redis.Redis;
import dev.countersign.server.platform.redis.TestRedisClient;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import dev.countersign.testsupport.TestRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The relay by itself, with the service's own held back. */
@ServerTest
@TestPropertySource(properties = "countersign.events.relay=60s")
class EventRelayTests {
  private final JdbcEventRelay store;
  private final PlacedEvents events;
  private final TenantTransactions transactions;
  private final TestDatabase database;
  private final Payers payers;
  private final JsonMapper json;

  EventRelayTests(
      @LocalServerPort int port,
      JdbcEventRelay store,
      PlacedEvents events,
      TenantTransactions transactions,
      TestDatabase database,
      JsonMapper json) {
    this.store = store;
    this.events = events;
    this.transactions = transactions;
    this.database = database;
    this.payers = new Payers(port, database);
    this.json = json;
  }

  @Test
  void handsEachEventOverOnceAndAgainOnlyWhereThatFailed() {
    Taking taking = new Taking();
    EventRelay relay = relay(taking);
    drain(relay);
    taking.taken.clear();
    payers.rich();
    long end = events.size();

    taking.broken = true;
    assertThatIllegalStateException().isThrownBy(relay::round);
    taking.broken = false;
    taking.taken.clear();
    drain(relay);
    drain(relay(taking));

    assertThat(taking.taken).isNotEmpty().doesNotHaveDuplicates();
    assertThat(taking.taken.getLast()).isEqualTo(end - 1);
    assertThat(taking.taken.getLast() - taking.taken.getFirst() + 1).isEqualTo(taking.taken.size());
  }

  @Test
  void passesOverWhatNobodyWants() {
    Taking taking = new Taking();
    taking.interested = false;
    payers.rich();
    drain(relay(taking));
    taking.interested = true;

    drain(relay(taking));

    assertThat(taking.taken).isEmpty();
  }

  @Test
  void publishesSecurityEventsOnAChannelOfRedisWithoutMoneyAndSecrets() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (TestRedis server = TestRedis.start();
        Redis redis = TestRedisClient.patient(server);
        RedisClient listener = RedisClient.create(server.url())) {
      var subscription = listener.connectPubSub();
      subscription.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
              heard.add(message);
            }
          });
      subscription.sync().subscribe("security_events");
      EventRelay relay = relay(new SecurityChannel(redis, "security_events", json));
      drain(relay);
      heard.clear();
      payers.rich();
      drain(relay);

      JsonNode message = json.readTree(heard.poll(20, TimeUnit.SECONDS));
      assertThat(message.path("tenant").asString()).startsWith("ten_");
      assertThat(message.path("event").path("type").asString()).isEqualTo("user.registered");
      assertThat(heard).noneMatch(one -> one.contains("payment.") || one.contains("@"));
    }
  }

  private EventRelay relay(EventConsumer consumer) {
    return new EventRelay(store, events, List.of(consumer), transactions, Duration.ofSeconds(60));
  }

  private void drain(EventRelay relay) {
    JdbcClient pending = JdbcClient.create(StoreFixture.source(database.superuser()));
    await()
        .until(() ->
            pending.sql("select count(*) from audit_pending").query(Long.class).single() == 0);
    int passed = relay.round();
    while (passed > 0) {
      passed = relay.round();
    }
  }

  /** Remembers the places it was handed. */
  private static final class Taking implements EventConsumer {
    private final List<Long> taken = new ArrayList<>();
    private boolean interested = true;
    private boolean broken;

    @Override
    public boolean isInterested() {
      return interested;
    }

    @Override
    public void take(List<PlacedEvent> batch) {
      batch.forEach(event -> taken.add(event.place()));
      if (broken) {
        throw new IllegalStateException("a consumer's fault");
      }
    }
  }
}
