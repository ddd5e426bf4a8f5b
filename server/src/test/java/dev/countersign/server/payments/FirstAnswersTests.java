package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.payments.MoneyRequests.Asking;
import dev.countersign.server.payments.MoneyRequests.Kind;
import dev.countersign.server.platform.store.TestStore;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.Node;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import dev.countersign.testsupport.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was answered first is answered for ever, to the byte, and nothing is done again: after the
 * service has been stopped and started, and a year later. {@code KillTests} shows it of a service
 * that is killed.
 */
class FirstAnswersTests {
  private static final Duration YEAR = Duration.ofDays(366);

  /** A request, and what a repeat of it was answered with before anything happened. */
  private record Told(Asking asking, String again) {}

  @Test
  void outlastARestartAndAYear(@TempDir Path data) {
    try (TestDatabase database = TestStore.create(TestPostgres.shared())) {
      List<Told> told;
      try (Node node = start(database, data)) {
        MoneyRequests requests = new MoneyRequests(node.port(), database);
        requests.demandNoFactor();
        told =
            Arrays.stream(Kind.values())
                .map(kind -> ask(requests.create(kind), node.api()))
                .toList();
      }
      try (Node restarted = start(database, data)) {
        ApiClient service = restarted.api();
        for (Told one : told) {
          Asking asking = one.asking();
          requireSame(one, asking.of(service));
          assertThat(asking.left(service)).as(asking.kind().name()).isEqualTo(asking.expected());
        }
        restarted.bean(TestClock.class).advance(YEAR);
        for (Told one : told) {
          Asking asking = one.asking();
          requireSame(one, asking.anewOf(service));
          // What was held is held no more.
          assertThat(asking.left(service))
              .as(asking.kind().name())
              .startsWith(asking.expected().replaceFirst(" .*", " "));
        }
      }
    }
  }

  private static Told ask(Asking asking, ApiClient service) {
    Answer first = asking.of(service).expect(asking.kind().isBatch() ? 200 : 201);
    Answer again = asking.of(service).expect(200);
    assertThat(MoneyRequests.body(again)).isEqualTo(MoneyRequests.body(first));
    return new Told(asking, again.text());
  }

  private static void requireSame(Told told, Answer answer) {
    assertThat(answer.expect(200).text()).as(told.asking().kind().name()).isEqualTo(told.again());
  }

  private static Node start(TestDatabase database, Path data) {
    return Node.start(
        database, data, Map.of("countersign.passwords.breach.url", "off"), MovableClock.class);
  }
}
