package dev.countersign.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countersign.api.CountersigningSettings;
import dev.countersign.api.SpendingLimits;
import dev.countersign.server.hostile.Endpoint.Place;
import dev.countersign.server.hostile.Endpoint.Slot;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The corpus, shuffled by seed, is dealt over and over to every slot of every endpoint, so that
 * every line is met at several of them; with {@code -Dhostile.full=true} every line meets every
 * slot. Whatever comes, the answer is a considered one: no 5xx, none that never comes, no line
 * given back where a browser could take it for markup, and the next good request works.
 */
@ServerTest
class HostileInputTests {
  private static final long SEED = Long.getLong("hostile.seed", 4711);
  private static final boolean FULL = Boolean.getBoolean("hostile.full");
  private static final int CONNECTIONS = 8;
  private static final int LINES_PER_SLOT = 12;
  private static final int FAULTS_TOLD = 20;
  private static final int FAULT_LENGTH_MAX = 500;
  private static final int LINE_REFLECTED_MIN = 6;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final int port;
  private final TestDatabase database;

  HostileInputTests(@LocalServerPort int port, TestDatabase database) {
    this.port = port;
    this.database = database;
  }

  @Test
  void considersEveryLineAtSeveralEndpoints() throws Exception {
    List<byte[]> lines = Corpus.lines();
    assertThat(lines).hasSizeGreaterThan(3_000);
    Collections.shuffle(lines, new Random(SEED));
    JsonNode description = get("/docs/openapi.json");
    List<Endpoint> endpoints = Endpoint.all(description);
    assertThat(endpoints).hasSizeGreaterThan(12);
    HostileRequests requests =
        new HostileRequests(port, Administrators.tokenOf(ApiClient.unchecked(port), database));
    Queue<String> faults = new ConcurrentLinkedQueue<>();
    try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Future<?>> runs = new ArrayList<>();
      int dealt = 0;
      for (Endpoint endpoint : endpoints) {
        int first = dealt;
        runs.add(
            threads.submit(() -> {
              attack(endpoint, first, lines, requests, faults);
              return null;
            }));
        dealt += endpoint.slots().size() * LINES_PER_SLOT;
      }
      assertThat(dealt).as("every line is dealt").isGreaterThan(lines.size());
      for (Future<?> run : runs) {
        run.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("seed " + SEED + ": " + e.getCause(), e);
    } finally {
      liftWhatWasSet();
    }
    assertThat(faults.stream().limit(FAULTS_TOLD)).as("seed %d", SEED).isEmpty();
    await().until(() -> get("/health").path("overall_healthy").asBoolean());
  }

  // What among the lines was good bounds everybody's payments, and the tests that come next.
  private void liftWhatWasSet() {
    ApiClient administrator = Administrators.create(ApiClient.of(port), database);
    administrator.put("/v1/admin/spending-limits", new SpendingLimits(List.of())).expect(200);
    administrator
        .put(
            "/v1/admin/countersigning",
            new CountersigningSettings(List.of(), null, null, null, null))
        .expect(200);
  }

  private void attack(
      Endpoint endpoint,
      int first,
      List<byte[]> lines,
      HostileRequests requests,
      Queue<String> faults)
      throws IOException {
    int perSlot = FULL ? lines.size() : LINES_PER_SLOT;
    try (RawHttp http = new RawHttp(port)) {
      int next = first;
      for (Slot slot : endpoint.slots()) {
        for (int n = 0; n < perSlot; n++) {
          send(http, endpoint, slot, lines.get(next++ % lines.size()), requests, faults);
        }
      }
    }
  }

  private static void send(
      RawHttp http,
      Endpoint endpoint,
      Slot slot,
      byte[] line,
      HostileRequests requests,
      Queue<String> faults)
      throws IOException {
    String what =
        endpoint.method()
            + " "
            + endpoint.path()
            + " "
            + slot
            + " <- "
            + new String(line, StandardCharsets.UTF_8);
    try {
      byte[] request = requests.of(endpoint, slot, line);
      RawHttp.Answer answer = http.send(request);
      if (answer.status() == 503) {
        // Under such a load something may run out of time, and says so; the line is to blame only
        // where it happens each time.
        answer = await().until(() -> http.send(request), again -> again.status() != 503);
      }
      fault(answer, slot, line)
          .ifPresent(fault -> faults.add(shortened(what) + ": " + shortened(fault)));
    } catch (ConditionTimeoutException unavailable) {
      faults.add(shortened(what) + ": unavailable each time");
    } catch (IOException noAnswer) {
      faults.add(shortened(what) + ": " + noAnswer.getMessage());
      http.reconnect();
    }
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), FAULT_LENGTH_MAX));
  }

  private static Optional<String> fault(RawHttp.Answer answer, Slot slot, byte[] line) {
    if (answer.status() >= 500) {
      return Optional.of("answered " + answer.status() + " " + answer.text());
    }
    boolean html = answer.header("content-type").startsWith("text/html");
    boolean refused = answer.status() >= 400;
    String text = new String(line, StandardCharsets.UTF_8);
    if (line.length >= LINE_REFLECTED_MIN
        && (html || refused)
        && text.chars().anyMatch(symbol -> "<>\"'&".indexOf(symbol) >= 0)
        && answer.text().contains(text)) {
      return Optional.of("given back as it came: " + answer.text());
    }
    if (slot.place() == Place.HEADER
        && slot.name().equals("X-Request-ID")
        && answer.headers().containsKey("set-cookie")) {
      return Optional.of("a header was smuggled in");
    }
    return Optional.empty();
  }

  private JsonNode get(String path) throws IOException {
    return JSON.readTree(
        ask("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n", ""));
  }

  private String ask(String head, String body) throws IOException {
    try (RawHttp http = new RawHttp(port)) {
      RawHttp.Answer answer = http.send((head + body).getBytes(StandardCharsets.UTF_8));
      assertThat(answer.status()).as(answer.text()).isIn(200, 503);
      return answer.text();
    }
  }
}
