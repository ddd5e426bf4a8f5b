package dev.countersign.server.events;

import static org.awaitility.Awaitility.await;

import dev.countersign.api.DepositRequest;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People who pay while others listen. */
final class Payers {
  private final TestDatabase database;
  final ApiClient api;
  final String administrator;

  Payers(int port, TestDatabase database) {
    this.database = database;
    api = ApiClient.of(port);
    administrator = Administrators.tokenOf(api, database);
  }

  /** Somebody new with a hundred dollars. */
  TokenAnswer rich() {
    TokenAnswer person = People.register(api);
    api.withToken(administrator)
        .post(
            "/v1/admin/deposits",
            new DepositRequest(person.user().id(), "100.00", "USD", UUID.randomUUID().toString()))
        .expect(201);
    settle();
    return person;
  }

  TokenAnswer poor() {
    return People.register(api);
  }

  /** Waits until all that was done has its place, so that a stream that begins now begins after. */
  void settle() {
    JdbcClient store = JdbcClient.create(StoreFixture.source(database.superuser()));
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> store.sql("select count(*) from audit_pending").query(Long.class).single() == 0);
  }

  /** Pays, and says by which id. */
  String pay(TokenAnswer payer, TokenAnswer payee, String amount) {
    return api.withToken(payer.accessToken())
        .with("Idempotency-Key", UUID.randomUUID().toString())
        .post("/v1/payments", new PaymentRequest(payee.user().id(), amount, "USD"))
        .expect(201)
        .json()
        .path("id")
        .asString();
  }
}
