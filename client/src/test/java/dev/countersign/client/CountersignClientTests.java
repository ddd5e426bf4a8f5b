package dev.countersign.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countersign.api.ForgotPasswordRequest;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.PaymentStatus;
import dev.countersign.api.RegisterRequest;
import dev.countersign.api.RegistrationAnswer;
import dev.countersign.api.ResetPasswordRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.api.UserView;
import dev.countersign.api.VerifyRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountersignClientTests {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final PaymentRequest FIFTY =
      new PaymentRequest("grace@example.org", "50.00", "USD");
  private static final String PAYMENT =
      """
      {"id":"pay_1","type":"payment","status":"completed","payer":"acc_1","payee":"acc_2",
       "amount":"50.00","currency":"USD","metadata":{},"effective_at":"2026-01-01T00:00:00Z",
       "created_at":"2026-01-01T00:00:00Z","a_field_of_a_later_version":[1]}\
      """;

  private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
  private StandIn service;
  private CountersignClient client;

  @BeforeEach
  void start() throws IOException {
    service = new StandIn();
    client =
        CountersignClient.builder(service.url())
            .backOff(Duration.ofMillis(2), Duration.ofMillis(20))
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    service.close();
  }

  @Test
  void paysUnderAKeyOfItsOwnAndReadsWhatItKnows() {
    service.answer("/v1/payments", 201, PAYMENT);

    PaymentOutcome outcome = client.payments().pay(FIFTY);

    assertThat(outcome.replayed()).isFalse();
    assertThat(outcome.payment().status()).isEqualTo(PaymentStatus.COMPLETED);
    assertThat(outcome.payment().createdAt()).isEqualTo(NOW);
    assertThat(service.asked().getFirst().header("Idempotency-key")).matches("[0-9a-f-]{36}");
    assertThat(service.asked().getFirst().body())
        .contains("\"recipient\":\"grace@example.org\"", "\"amount\":\"50.00\"");
  }

  @Test
  void saysWhenTheServiceReplayed() {
    service.answer("/v1/payments", 200, PAYMENT, "Idempotency-Replayed", "true");

    assertThat(client.payments().pay(FIFTY, "my-key").replayed()).isTrue();
  }

  @Test
  void keepsTheKeyAndTheRequestIdOverRepeats() {
    service
        .problem("/v1/payments", 503, "unavailable", "{}")
        .breakConnection("/v1/payments")
        .answer("/v1/payments", 201, PAYMENT);

    client.payments().pay(FIFTY);

    assertThat(service.asked()).hasSize(3);
    assertThat(service.asked().stream().map(a -> a.header("Idempotency-key")).distinct())
        .hasSize(1);
    assertThat(service.asked().stream().map(a -> a.header("X-request-id")).distinct()).hasSize(1);
  }

  @Test
  void givesUpAfterTheMostAttempts() {
    service.problem("/v1/payments", 503, "unavailable", "{}");

    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> client.payments().pay(FIFTY))
        .satisfies(e -> assertThat(e.code()).isEqualTo("unavailable"));
    assertThat(service.asked()).hasSize(3);
  }

  @Test
  void leavesAWaitLongerThanTheLongestToTheCaller() {
    service.problem("/v1/payments", 503, "unavailable", "{}", "Retry-After", "60");

    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> client.payments().pay(FIFTY))
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(60)));
    assertThat(service.asked()).hasSize(1);
  }

  @Test
  void sendsASignInOnlyOnce() {
    service.breakConnection("/v1/auth/login");

    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(() -> client.auth().login(LoginRequest.byEmail("ada@example.org", "secret")))
        .satisfies(e -> assertThat(e.code()).isEqualTo("network_error"));
    assertThat(service.asked()).hasSize(1);
  }

  @Test
  void signsUpAndProvesTheAddressByTheCode() {
    service
        .answer("/v1/auth/register", 202, "{\"registration_id\":\"reg_1\",\"message\":\"Look.\"}")
        .answer("/v1/auth/verify", 200, tokens("access-1", "refresh-1"))
        .answer("/v1/account", 200, "{\"accounts\":[]}");
    RegisterRequest request = new RegisterRequest("ada@example.org", "secret", null);

    assertThat(client.auth().signUp(request))
        .isEqualTo(new RegistrationOutcome.ToBeProved(new RegistrationAnswer("reg_1", "Look.")));
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> client.auth().register(request))
        .satisfies(e -> assertThat(e.code()).isEqualTo("address_to_be_proved"));
    client.auth().verify(VerifyRequest.ofCode("reg_1", "123456"));
    client.payments().accounts();

    assertThat(service.asked().getLast().header("Authorization")).isEqualTo("Bearer access-1");
  }

  @Test
  void signsUpAndIsInWhereEverybodyIsLetIn() {
    service.answer("/v1/auth/register", 201, tokens("access-1", "refresh-1"));

    assertThat(client.auth().signUp(new RegisterRequest("ada@example.org", "secret", null)))
        .isInstanceOf(RegistrationOutcome.SignedIn.class);
  }

  @Test
  void asksForANewPasswordAndSetsIt() {
    service
        .answer("/v1/auth/password/forgot", 202, "{\"message\":\"Look.\"}")
        .answer("/v1/auth/password/reset", 204, "");

    client.auth().forgotPassword(new ForgotPasswordRequest("ada@example.org"));
    client.auth().resetPassword(new ResetPasswordRequest("token", "secret"));

    assertThat(service.asked()).hasSize(2);
  }

  @Test
  void tellsBothSumsWhenFundsAreMissing() {
    service.problem(
        "/v1/payments",
        422,
        "insufficient_funds",
        "{\"available\":\"5.00\",\"required\":\"50.00\"}",
        "X-Request-ID",
        "req-7");

    assertThatExceptionOfType(InsufficientFundsException.class)
        .isThrownBy(() -> client.payments().pay(FIFTY))
        .withMessage("What happened. (insufficient_funds, status 422, request req-7)")
        .satisfies(e -> {
          assertThat(e.available()).isEqualTo("5.00");
          assertThat(e.required()).isEqualTo("50.00");
          assertThat(e.status()).isEqualTo(422);
          assertThat(e.requestId()).isEqualTo("req-7");
        });
    assertThat(service.asked()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request, ValidationException",
    "401, invalid_token, AuthenticationException",
    "403, forbidden, PermissionDeniedException",
    "404, not_found, NotFoundException",
    "409, idempotency_conflict, ConflictException",
    "413, payload_too_large, ValidationException",
    "422, unknown_recipient, PaymentException",
    "422, weak_password, ValidationException",
    "429, rate_limited, RateLimitedException",
    "500, internal_error, ServiceException"
  })
  void givesEveryFailureItsType(int status, String code, String type) {
    service.problem("/v1/account", status, code, "{}");

    assertThatExceptionOfType(CountersignException.class)
        .isThrownBy(() -> client.payments().accounts())
        .satisfies(e -> {
          assertThat(e.getClass().getSimpleName()).isEqualTo(type);
          assertThat(e.code()).isEqualTo(code);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "[]", "{\"code\":null}", "nonsense"})
  void survivesAnErrorThatIsNoProblem(String body) {
    service.answer("/v1/account", 502, body);

    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> client.payments().accounts())
        .satisfies(e -> assertThat(e.code()).isEqualTo("status_502"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{\"accounts\":7}"})
  void namesAGoodAnswerThatIsNone(String body) {
    service.answer("/v1/account", 200, body);

    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> client.payments().accounts())
        .satisfies(e -> assertThat(e.code()).isEqualTo("unreadable_answer"));
  }

  @Test
  void timesOutWhenNoAnswerComes() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    service.answer("/v1/account", exchange -> Waits.on(over));
    try (CountersignClient hurried =
        CountersignClient.builder(service.url()).timeout(Duration.ofMillis(100)).build()) {
      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> hurried.payments().accounts());
    } finally {
      over.countDown();
    }
  }

  @Test
  void failsFuturesWithTheSameTypes() {
    service.problem("/v1/account", 403, "forbidden", "{}");

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> client.payments().accountsAsync().join())
        .withCauseInstanceOf(PermissionDeniedException.class);
  }

  @Test
  void doesNotCarryTheTokenAlongARedirect() {
    service.answer("/v1/account", 302, "", "Location", service.url() + "/elsewhere");

    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> client.payments().accounts());
    assertThat(service.asked()).hasSize(1);
  }

  @Test
  void callsWithTheTokenOfTheSignIn() {
    service
        .answer("/v1/auth/login", 200, tokens("access-1", "refresh-1"))
        .answer("/v1/account", 200, "{\"accounts\":[]}");

    client.auth().login(LoginRequest.byEmail("ada@example.org", "secret"));
    client.payments().accounts();

    assertThat(service.asked().get(0).header("Authorization")).isNull();
    assertThat(service.asked().get(1).header("Authorization")).isEqualTo("Bearer access-1");
  }

  @Test
  void forgetsTheTokensAtSignOut() {
    service
        .answer("/v1/auth/login", 200, tokens("access-1", "refresh-1"))
        .answer("/v1/auth/logout", 204, "")
        .answer("/v1/account", 200, "{\"accounts\":[]}");

    client.auth().login(LoginRequest.byUsername("ada", "secret"));
    client.auth().logout();
    client.payments().accounts();

    assertThat(service.asked().get(1).header("Authorization")).isEqualTo("Bearer access-1");
    assertThat(service.asked().get(2).header("Authorization")).isNull();
  }

  @Test
  void renewsOnceForAllCallsThatWereRefused() {
    service
        .answer("/v1/auth/refresh", 200, tokens("access-2", "refresh-2"))
        .answer("/v1/account", StandInTokens.accepting("access-2", "{\"accounts\":[]}"));
    try (CountersignClient resumed =
        CountersignClient.builder(service.url()).tokens(answer("access-1", "refresh-1")).build()) {
      CompletableFuture.allOf(
              Stream.generate(() -> resumed.payments().accountsAsync())
                  .limit(16)
                  .toArray(CompletableFuture[]::new))
          .join();
    }
    assertThat(service.asked().stream().filter(a -> a.target().equals("/v1/auth/refresh")))
        .hasSize(1)
        .allSatisfy(a -> assertThat(a.body()).contains("refresh-1"));
  }

  @Test
  void renewsShortlyBeforeTheTokenExpires() {
    service
        .answer("/v1/auth/refresh", 200, tokens("access-2", "refresh-2"))
        .answer("/v1/account", 200, "{\"accounts\":[]}");
    InstantSource moving = time::get;
    try (CountersignClient resumed =
        CountersignClient.builder(service.url())
            .clock(moving.withZone(ZoneOffset.UTC))
            .tokens(answer("access-1", "refresh-1"))
            .build()) {
      resumed.payments().accounts();
      time.set(NOW.plusSeconds(890));
      resumed.payments().accounts();
    }
    assertThat(service.asked().stream().map(StandIn.Asked::target))
        .containsExactly("/v1/account", "/v1/auth/refresh", "/v1/account");
    assertThat(service.asked().getLast().header("Authorization")).isEqualTo("Bearer access-2");
  }

  @Test
  void saysSoWhenTheTokensCannotBeRenewed() {
    service
        .problem("/v1/auth/refresh", 401, "invalid_token", "{}")
        .problem("/v1/account", 401, "invalid_token", "{}");
    try (CountersignClient resumed =
        CountersignClient.builder(service.url()).tokens(answer("access-1", "refresh-1")).build()) {
      assertThatExceptionOfType(AuthenticationException.class)
          .isThrownBy(() -> resumed.payments().accounts());
    }
    assertThat(service.asked()).hasSize(2);
  }

  @Test
  void asksForTheNextPageWithItsCursor() {
    service.answer("/v1/transactions", 200, "{\"transactions\":[],\"next_cursor\":\"b+ c\"}");

    String cursor = client.payments().history(20, null).nextCursor();
    client.payments().history(20, cursor);

    assertThat(service.asked().get(0).target()).isEqualTo("/v1/transactions?limit=20");
    assertThat(service.asked().get(1).target())
        .isEqualTo("/v1/transactions?limit=20&cursor=b%2B%20c");
  }

  @Test
  void isReadyWhenTheServiceIsAndNotBefore() {
    service
        .problem("/health/ready", 503, "unavailable", "{}")
        .answer("/health/ready", 200, "{\"status\":\"up\"}");

    assertThat(client.health().ready()).isFalse();
    assertThat(client.health().ready()).isTrue();
  }

  @Test
  void readsTheChecksOfAServiceThatIsNotWell() {
    service.answer(
        "/health",
        503,
        """
        {"overall_healthy":false,"timestamp":"2026-01-01T00:00:00Z",
         "checks":{"database":{"healthy":false,"error":"No answer."}}}\
        """);

    assertThat(client.health().report().checks().get("database"))
        .satisfies(check -> assertThat(check.error()).isEqualTo("No answer."));
    assertThat(service.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pay.example.org",
        "http://127.0.0.1.example.org",
        "ftp://localhost",
        "localhost:8080",
        "https://user:secret@pay.example.org",
        "https://pay.example.org?x=1"
      })
  void refusesAddressesThatWouldSpreadSecrets(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CountersignClient.builder(address).build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:8080", "http://[::1]:8080/", "https://pay.example.org/pay"})
  void takesAddressesThatDoNot(String address) {
    try (CountersignClient any = CountersignClient.builder(address).build()) {
      assertThat(any.config().baseUri()).hasToString(address);
    }
  }

  @Test
  void showsNoSecret() {
    List<Object> shown =
        List.of(
            answer("access-secret", "refresh-secret"),
            LoginRequest.byEmail("ada@example.org", "a secret"),
            client,
            client.config());
    assertThat(shown).noneMatch(o -> o.toString().contains("secret"));
  }

  private static TokenAnswer answer(String access, String refresh) {
    return new TokenAnswer(
        access,
        refresh,
        "Bearer",
        900,
        new UserView("usr_1", "ada@example.org", null, "user", "ten_1", NOW));
  }

  private static String tokens(String access, String refresh) {
    return new String(Json.write(answer(access, refresh)), java.nio.charset.StandardCharsets.UTF_8);
  }
}
