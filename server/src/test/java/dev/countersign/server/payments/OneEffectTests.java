package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.payments.MoneyRequests.Asking;
import dev.countersign.server.payments.MoneyRequests.Kind;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * One key, one effect and one body, of everything that moves or holds money, however many ask at
 * once. {@link FirstAnswersTests} shows that it stays so.
 */
@ServerTest
class OneEffectTests {
  private static final int AT_ONCE = 64;

  private final MoneyRequests requests;
  private final ApiClient service;

  OneEffectTests(@LocalServerPort int port, TestDatabase database) {
    this.requests = new MoneyRequests(port, database);
    this.service = ApiClient.of(port);
  }

  @ParameterizedTest
  @EnumSource
  void hasOneEffectAndOneBodyHoweverManyAskAtOnce(Kind kind) throws Exception {
    Asking asking = requests.create(kind);
    Set<String> bodies = new HashSet<>();
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int repeat = 0; repeat < AT_ONCE; repeat++) {
        answers.add(threads.submit(() -> asking.of(service)));
      }
      for (Future<Answer> answer : answers) {
        statuses.add(answer.get().status());
        bodies.add(MoneyRequests.body(answer.get()));
      }
    }
    assertThat(bodies).hasSize(1);
    assertThat(statuses).isSubsetOf(200, 201);
    assertThat(statuses.stream().filter(status -> status == 201)).hasSize(kind.isBatch() ? 0 : 1);
    assertThat(asking.left(service)).isEqualTo(asking.expected());
  }
}
