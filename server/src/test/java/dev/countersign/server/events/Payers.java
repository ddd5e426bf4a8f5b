package dev.countersign.server.events;

import static org.awaitility.Awaitility.await;

import dev.countersign.api.DepositRequest;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.OtherTenant;
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

  private Payers(TestDatabase database, ApiClient api, String administrator) {
    this.database = database;
    this.api = api;
    this.administrator = administrator;
  }

  Payers(int port, TestDatabase database) {
    this(database, ApiClient.of(port), Administrators.tokenOf(ApiClient.of(port), database));
  }

  /** In a tenant of their own, where nobody else pays meanwhile: no schedule, no other test. */
  static Payers apart(int port, TestDatabase database) {
    ApiClient api = ApiClient.of(port);
    OtherTenant tenant = OtherTenant.create(api, Administrators.create(api, database), database);
    return new Payers(database, tenant.api(), tenant.administrator().bearer());
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
