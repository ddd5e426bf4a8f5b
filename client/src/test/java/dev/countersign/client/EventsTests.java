package dev.countersign.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTests {
  private static final String PATH = "/v1/events";
  private static final int SECONDS = 10;

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final List<String> logged = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Logger log = Logger.getLogger(EventSubscription.class.getName());
  private final Handler handler = new Remembering();
  private StandIn service;
  private CountersignClient client;

  @BeforeEach
  void start() throws IOException {
    service = new StandIn();
    client =
        CountersignClient.builder(service.url())
            .backOff(Duration.ofMillis(2), Duration.ofMillis(20))
            .build();
    log.addHandler(handler);
  }

  @AfterEach
  void stop() {
    over.countDown();
    client.close();
    service.close();
    log.removeHandler(handler);
  }

  @Test
  void warnsOfAMessageThatIsNoJsonAndGoesOn() throws Exception {
    service.answer(PATH, stays(event(1, "payment.completed"), "data: not json\n\n", event(2, "a")));

    try (EventSubscription all = subscribe(EventQuery.OWN)) {
      assertThat(next()).isEqualTo("evt_1 payment.completed");
      assertThat(next()).isEqualTo("evt_2 a");
      assertThat(logged).contains("Invalid event message");
      assertThat(all.ended()).isNotDone();
    }
  }

  @Test
  void goesOnAfterAListenerFailedAndTellsOfPaymentsAlone() throws Exception {
    service.answer(
        PATH,
        stays(
            event(1, "payment.completed"),
            event(2, "auth.login.success"),
            event(3, "payment.refused")));

    try (EventSubscription payments =
        client
            .events()
            .subscribeToPaymentEvents(event -> {
              told.add(event.id() + " " + event.type());
              throw new IllegalStateException("a listener's bug");
            })) {
      assertThat(next()).isEqualTo("evt_1 payment.completed");
      assertThat(next()).isEqualTo("evt_3 payment.refused");
      assertThat(payments.ended()).isNotDone();
    }
    assertThat(logged).contains("A listener failed on an event");
    assertThat(service.asked().getFirst().target()).contains("types=payment.*");
  }

  @Test
  void resumesWhereTheStreamEndedWhetherItWasCutOrSaidSo() throws Exception {
    service
        .answer(PATH, ends(event(1, "a"), event(2, "b")))
        .answer(PATH, ends(event(3, "c"), "event: end\ndata: {\"reason\":\"shutting_down\"}\n\n"))
        .problem(PATH, 503, "unavailable", "{}")
        .answer(PATH, stays(event(4, "d")));

    try (EventSubscription all = subscribe(EventQuery.OWN)) {
      assertThat(List.of(next(), next(), next(), next()))
          .containsExactly("evt_1 a", "evt_2 b", "evt_3 c", "evt_4 d");
      assertThat(all.ended()).isNotDone();
    }
    assertThat(service.asked().stream().map(StandIn.Asked::target))
        .containsExactly(PATH, PATH + "?after=2", PATH + "?after=3", PATH + "?after=3");
  }

  @Test
  void endsWhenItIsRefused() {
    service.problem(PATH, 403, "forbidden", "{}");

    EventSubscription refused = subscribe(new EventQuery(List.of(), true, null));

    assertThatThrownBy(() -> refused.ended().orTimeout(SECONDS, TimeUnit.SECONDS).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(PermissionDeniedException.class);
  }

  @Test
  void endsWhenItIsClosed() throws Exception {
    service.answer(PATH, stays(event(1, "a")));
    EventSubscription all = subscribe(EventQuery.OWN);
    next();

    all.close();

    all.ended().get(SECONDS, TimeUnit.SECONDS);
  }

  private EventSubscription subscribe(EventQuery query) {
    return client.events().subscribe(query, event -> told.add(event.id() + " " + event.type()));
  }

  private String next() throws InterruptedException {
    return String.valueOf(told.poll(SECONDS, TimeUnit.SECONDS));
  }

  private static String event(int number, String type) {
    return """
    id: %d
    data: {"id":"evt_%d","cursor":"%d","type":"%s","timestamp":"2026-01-01T00:00:00Z",\
    "data":{"description":"d","severity":"info","actor_type":"user","metadata":{}}}

    """
        .formatted(number, number, number, type);
  }

  private StandIn.Handler stays(String... messages) {
    return exchange -> {
      write(exchange, messages);
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static StandIn.Handler ends(String... messages) {
    return exchange -> {
      write(exchange, messages);
      exchange.close();
    };
  }

  private static void write(HttpExchange exchange, String... messages) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    for (String message : messages) {
      exchange.getResponseBody().write(message.getBytes(StandardCharsets.UTF_8));
    }
    exchange.getResponseBody().flush();
  }

  /** Keeps what was logged. */
  private final class Remembering extends Handler {
    @Override
    public void publish(LogRecord entry) {
      synchronized (logged) {
        logged.add(entry.getMessage());
      }
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
