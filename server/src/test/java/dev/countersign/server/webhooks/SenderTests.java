package dev.countersign.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.countersign.server.platform.web.AddressRange;
import dev.countersign.server.webhooks.Sender.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The connections on which webhooks are delivered. */
class SenderTests {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int PER_HOST = 2;

  private final HttpServer receiver;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  SenderTests() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(threads);
    receiver.createContext("/quick", this::answer);
    receiver.createContext(
        "/never",
        exchange -> {
          asked.countDown();
          pass(done);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    done.countDown();
    receiver.stop(0);
    threads.close();
  }

  @Test
  void keepsToSoManyToOneHostAndUsesThemAgain() throws Exception {
    try (Sender sender = sender(LONG)) {
      List<Future<Result>> sent = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        sent.add(threads.submit(() -> send(sender, "/quick")));
      }
      for (Future<Result> result : sent) {
        assertThat(result.get().isSuccess()).isTrue();
      }
    }
    assertThat(mostUnderWay.get()).isBetween(1, PER_HOST);
    assertThat(ports.size()).isBetween(1, PER_HOST);
  }

  @Test
  void givesUpWhenItsTimeIsOver() {
    try (Sender sender = sender(Duration.ofMillis(200))) {
      assertThat(send(sender, "/never").failure()).isEqualTo("timeout");
    }
  }

  @Test
  void givesUpWithoutAFreeConnection() throws Exception {
    try (Sender sender = sender(Duration.ofMillis(500))) {
      List<Future<Result>> sent = new ArrayList<>();
      for (int i = 0; i <= PER_HOST; i++) {
        sent.add(threads.submit(() -> send(sender, "/never")));
      }
      for (Future<Result> result : sent) {
        assertThat(result.get().failure()).isEqualTo("timeout");
      }
    }
  }

  @Test
  void endsWhatIsUnderWayWhenItCloses() throws Exception {
    Sender sender = sender(LONG);
    Future<Result> sent = threads.submit(() -> send(sender, "/never"));
    pass(asked);
    sender.close();
    assertThat(sent.get().isSuccess()).isFalse();
  }

  private static Sender sender(Duration timeout) {
    AddressRange here = AddressRange.parse("127.0.0.0/8").orElseThrow();
    return new Sender(
        new PublicAddresses(SystemDefaultDnsResolver.INSTANCE, List.of(here)),
        timeout,
        2 * PER_HOST,
        PER_HOST);
  }

  private Result send(Sender sender, String path) {
    URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + path);
    return sender.send(url, Map.of(), new byte[] {'{', '}'});
  }

  private void answer(HttpExchange exchange) throws IOException {
    ports.add(exchange.getRemoteAddress().getPort());
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    exchange.getRequestBody().readAllBytes();
    underWay.decrementAndGet();
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static void pass(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
