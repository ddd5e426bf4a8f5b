package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.DepositRequest;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Many who sign in at once, and those who pay meanwhile. */
@ServerTest
class SignInFloodTests {
  private static final int AT_ONCE = 100;

  private final ApiClient api;
  private final HashingPool pool;
  private final PasswordSettings settings;
  private final TestDatabase database;

  SignInFloodTests(
      @LocalServerPort int port,
      HashingPool pool,
      PasswordSettings settings,
      TestDatabase database) {
    this.api = ApiClient.of(port);
    this.pool = pool;
    this.settings = settings;
    this.database = database;
  }

  @Test
  void letsAHundredInAtOnce() throws Exception {
    assertThat(settings.queue()).isGreaterThanOrEqualTo(AT_ONCE);
    List<Callable<Answer>> logins = new ArrayList<>();
    for (int number = 0; number < AT_ONCE; number++) {
      String email = People.newEmail();
      People.register(api, email);
      logins.add(() -> login(email));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Answer> answer : threads.invokeAll(logins)) {
        answer.get().expect(200);
      }
    }
  }

  @Test
  void tellsAFloodToComeLaterAndServesEverybodyElse() throws Exception {
    String email = People.newEmail();
    TokenAnswer payer = People.register(api, email);
    TokenAnswer payee = People.register(api);
    fund(payer);
    ApiClient caller = api.withToken(payer.accessToken());
    CountDownLatch end = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> flood = fillTheQueue(threads, end);
      try {
        Answer refused = login(email).expect(503);
        assertThat(refused.code()).isEqualTo("unavailable");
        assertThat(refused.header("Retry-After")).contains("1");
        // Registration hashes too.
        api.post(
                "/v1/auth/register",
                Map.of("email", People.newEmail(), "password", People.PASSWORD))
            .expect(503);

        caller.get("/v1/me").expect(200);
        caller
            .with("Idempotency-Key", UUID.randomUUID().toString())
            .post("/v1/payments", new PaymentRequest(payee.user().email(), "1.00", "USD"))
            .expect(201);
        api.post("/v1/auth/refresh", Map.of("refresh_token", payer.refreshToken())).expect(200);
      } finally {
        end.countDown();
      }
      for (Future<?> work : flood) {
        work.get();
      }
    }
    login(email).expect(200);
  }

  // As many as compute, and as many as may wait; what comes then has no place.
  private List<Future<?>> fillTheQueue(ExecutorService threads, CountDownLatch end)
      throws InterruptedException {
    List<Future<?>> flood = new ArrayList<>();
    CountDownLatch computing = new CountDownLatch(settings.threadCount());
    for (int number = 0; number < settings.threadCount(); number++) {
      flood.add(
          threads.submit(() ->
              pool.run(() -> {
                computing.countDown();
                end.await();
                return true;
              })));
    }
    computing.await();
    CountDownLatch refused = new CountDownLatch(1);
    for (int number = 0; number <= settings.queue(); number++) {
      flood.add(
          threads.submit(() -> {
            Optional<Boolean> done =
                pool.run(() -> {
                  end.await();
                  return true;
                });
            if (done.isEmpty()) {
              refused.countDown();
            }
          }));
    }
    refused.await();
    return flood;
  }

  private void fund(TokenAnswer person) {
    Administrators.create(api, database)
        .post(
            "/v1/admin/deposits",
            new DepositRequest(person.user().id(), "5.00", "USD", UUID.randomUUID().toString()))
        .expect(201);
  }

  private Answer login(String email) {
    return api.post("/v1/auth/login", LoginRequest.byEmail(email, People.PASSWORD));
  }
}
