package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/**
 * One key, one effect and one body, for ever: of everything that moves or holds money. That a
 * restart changes nothing of it is {@code KillTests}' to show.
 */
@ServerTest
@Import(MovableClock.class)
class OneEffectTests {
  private static final int AT_ONCE = 64;

  private final Purses purses;
  private final TestClock clock;

  OneEffectTests(@LocalServerPort int port, TestDatabase database, TestClock clock) {
    this.purses = new Purses(port, database);
    this.clock = clock;
  }

  /** What is asked for, and what the payer has of 100.00 once it is done: balance and held. */
  enum Request {
    PAYMENT("90.00 0.00"),
    HOLD("100.00 10.00"),
    CAPTURE("96.00 6.00"),
    VOID("100.00 0.00"),
    REVERSAL("94.00 0.00"),
    SPLIT("90.00 0.00"),
    CONVERSION("90.00 0.00"),
    LINKED("90.00 0.00"),
    BATCH("90.00 0.00");

    private final String left;

    Request(String left) {
      this.left = left;
    }
  }

  /** Whoever asks, by a path, for something. */
  private record Asking(Purse person, String path, Object body) {
    Answer with(ApiClient api, String key) {
      return api.with("Idempotency-Key", key).post(path, body);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasOneEffectAndOneBodyWhoeverAsksHowOftenAndWhen(Request request) throws Exception {
    Purse ann = purses.with("100.00", "USD");
    Asking asking = asking(request, ann);
    String key = Purses.newKey();
    Set<String> bodies = new HashSet<>();
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int repeat = 0; repeat < AT_ONCE; repeat++) {
        answers.add(threads.submit(() -> asking.with(asking.person().api(), key)));
      }
      for (Future<Answer> answer : answers) {
        statuses.add(answer.get().status());
        bodies.add(body(answer.get()));
      }
    }
    assertThat(bodies).hasSize(1);
    // A batch is answered with 200, and says of each item whether it is told again.
    assertThat(statuses).isSubsetOf(200, 201);
    assertThat(statuses.stream().filter(status -> status == 201))
        .hasSize(request == Request.BATCH ? 0 : 1);
    assertThat(left(ann.api())).isEqualTo(request.left);

    clock.advance(Duration.ofDays(366));
    Answer yearLater = asking.with(signedIn(asking.person()), key).expect(200);
    assertThat(body(yearLater)).isEqualTo(bodies.iterator().next());
    assertThat(balance(signedIn(ann)))
        .isEqualTo(request.left.substring(0, request.left.indexOf(' ')));
  }

  private Asking asking(Request request, Purse ann) {
    Purse ben = purses.empty();
    return switch (request) {
      case PAYMENT -> paying(ann, to(ben, "10.00", Map.of()));
      case HOLD -> paying(ann, to(ben, "10.00", Map.of("hold", true)));
      case CAPTURE -> step(ben, ann, Map.of("hold", true), "capture", Map.of("amount", "4.00"));
      case VOID -> step(ben, ann, Map.of("hold", true), "void", Map.of());
      case REVERSAL ->
          step(ben, ann, Map.of(), "reverse", Map.of("amount", "4.00", "reason", "returned"));
      case SPLIT -> {
        List<Map<String, Object>> shares =
            List.of(
                Map.of("recipient", ben.email(), "share", 1),
                Map.of("recipient", purses.empty().email(), "share", 2));
        yield paying(ann, Map.of("amount", "10.00", "currency", "USD", "splits", shares));
      }
      case CONVERSION -> {
        Map<String, Object> rate =
            Map.of(
                "currency",
                "USD",
                "target_currency",
                "EUR",
                "rate",
                "0.9",
                "source",
                "ECB",
                "rounding",
                "half_even");
        purses
            .administrator
            .put("/v1/admin/payment-settings", Map.of("rates", List.of(rate)))
            .expect(200);
        yield paying(ann, to(ben, "10.00", Map.of("target_currency", "EUR")));
      }
      case LINKED -> {
        Map<String, Object> half = Map.of("payment", to(ben, "5.00", Map.of()));
        yield new Asking(ann, "/v1/payments/linked", Map.of("payments", List.of(half, half)));
      }
      case BATCH -> {
        Map<String, Object> half = to(ben, "5.00", Map.of());
        yield new Asking(
            ann, "/v1/transactions/batch", Map.of("transactions", List.of(half, half)));
      }
    };
  }

  private static Asking paying(Purse payer, Object body) {
    return new Asking(payer, "/v1/payments", body);
  }

  private static Asking step(
      Purse payee, Purse payer, Map<String, Object> how, String step, Object body) {
    String id =
        payer
            .pay(to(payee, "10.00", how), Purses.newKey())
            .expect(201)
            .json()
            .path("id")
            .asString();
    return new Asking(payee, "/v1/payments/" + id + "/" + step, body);
  }

  private static Map<String, Object> to(Purse payee, String amount, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.putAll(Map.of("recipient", payee.email(), "amount", amount, "currency", "USD"));
    return body;
  }

  private ApiClient signedIn(Purse person) {
    TokenAnswer token =
        purses
            .api
            .post("/v1/auth/login", new LoginRequest(person.email(), null, People.PASSWORD))
            .expect(200)
            .as(TokenAnswer.class);
    return purses.api.withToken(token.accessToken());
  }

  private static String body(Answer answer) {
    return answer.text().replace("\"replayed\":true", "\"replayed\":false");
  }

  private static String left(ApiClient payer) {
    JsonNode account = account(payer);
    return account.path("balance").asString() + " " + account.path("held").asString();
  }

  private static String balance(ApiClient payer) {
    return account(payer).path("balance").asString();
  }

  private static JsonNode account(ApiClient payer) {
    return payer.get("/v1/account").expect(200).json().path("accounts").path(0);
  }
}
