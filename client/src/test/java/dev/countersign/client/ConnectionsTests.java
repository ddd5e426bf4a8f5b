package dev.countersign.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import dev.countersign.api.Account;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How a client uses its connections, and lets go of them. */
class ConnectionsTests {
  private static final byte[] NONE =
      "{\"holder\":{\"id\":\"usr_1\",\"created_at\":\"2026-01-01T00:00:00Z\"},\"accounts\":[]}"
          .getBytes(StandardCharsets.UTF_8);

  @AutoClose private final StandIn service;
  private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();

  ConnectionsTests() throws IOException {
    service = new StandIn();
    service.answer("/v1/account", this::answer);
  }

  @Test
  void keepsToSoManyAtOnceAndUsesThemAgain() {
    try (CountersignClient client =
        CountersignClient.builder(service.url()).connectionsMax(3).build()) {
      List<CompletableFuture<List<Account>>> calls =
          Stream.generate(() -> client.payments().accountsAsync()).limit(60).toList();
      calls.forEach(CompletableFuture::join);
    }
    assertThat(mostUnderWay.get()).isBetween(1, 3);
    assertThat(ports.size()).isBetween(1, 3);
  }

  @Test
  void keepsToTenWhereNobodySays() {
    assertThat(ClientConfig.defaults(URI.create("http://localhost")).connectionsMax())
        .isEqualTo(10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CountersignClient.builder(service.url()).connectionsMax(0).build());
  }

  @Test
  void givesTheTurnOfACallThatFailedToTheNext() {
    service.breakConnection("/v1/payments/pay_1");
    try (CountersignClient client =
        CountersignClient.builder(service.url()).connectionsMax(1).attemptsMax(1).build()) {
      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(NetworkException.class)
            .isThrownBy(() -> client.payments().get("pay_1"));
      }
      assertThat(client.payments().accounts()).isEmpty();
    }
  }

  @Test
  void endsWhatIsUnderWayAndRefusesWhatIsInLineWhenItCloses() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    service.answer(
        "/v1/payments/pay_1",
        exchange -> {
          asked.countDown();
          pass(answered);
          exchange.sendResponseHeaders(404, -1);
        });
    CountersignClient client =
        CountersignClient.builder(service.url())
            .connectionsMax(1)
            .attemptsMax(1)
            .timeout(Duration.ofSeconds(20))
            .build();
    CompletableFuture<?> underWayNow = client.payments().getAsync("pay_1");
    pass(asked);
    CompletableFuture<?> inLine = client.payments().accountsAsync();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(client::close);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(inLine::get)
        .withCauseInstanceOf(NetworkException.class);
    answered.countDown();
    closing.get();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(underWayNow::get)
        .withCauseInstanceOf(NotFoundException.class);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> client.payments().accountsAsync().get())
        .withCauseInstanceOf(NetworkException.class);
  }

  private void answer(HttpExchange exchange) throws IOException {
    ports.add(exchange.getRemoteAddress().getPort());
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    underWay.decrementAndGet();
    exchange.sendResponseHeaders(200, NONE.length);
    exchange.getResponseBody().write(NONE);
  }

  private static void pass(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
