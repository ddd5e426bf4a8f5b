package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.CreatedApiKey;
import dev.countersign.api.DepositRequest;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.apikeys.Keys;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The product's promise in both orders: a revocation that commits before a payment refuses it; one
 * that comes while the payment is being posted waits for it.
 */
@ServerTest
class JoinTests {
  private final Purses purses;
  private final TestDatabase database;
  private final Locks locks;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  JoinTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
    this.database = database;
    this.locks = new Locks(database);
  }

  @AfterEach
  void stop() {
    threads.close();
  }

  @Test
  void refusesAPaymentWhoseSessionEndsBeforeItCommits() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    try (Connection revoker = locks.begin()) {
      Locks.execute(
          revoker,
          "update sessions set ended_at = now(), end_reason = 'signed_out' where user_id = ?",
          ann.userId());
      // The edge has let it in; it waits for the revoker inside the posting transaction.
      Future<Answer> payment = threads.submit(() -> ann.pay(ben.email(), "1.00"));
      locks.awaitBlocked(1);
      revoker.commit();
      assertThat(payment.get().expect(401).code()).isEqualTo("invalid_token");
    }
    assertThat(balanceOf(ann)).isEqualTo(1_000);
  }

  @Test
  void refusesAPaymentWhosePayerIsDisabledBeforeItCommits() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    try (Connection revoker = locks.begin()) {
      Locks.execute(revoker, "update users set status = 'disabled' where id = ?", ann.userId());
      Future<Answer> payment = threads.submit(() -> ann.pay(ben.email(), "1.00"));
      locks.awaitBlocked(1);
      revoker.commit();
      payment.get().expect(401);
    }
    assertThat(balanceOf(ann)).isEqualTo(1_000);
  }

  @Test
  void refusesADepositWhoseAdministratorIsOneNoLonger() {
    Purse ann = purses.with("10.00", "USD");
    Purse boss = purses.with("1.00", "USD");
    setRole(boss, "administrator");
    ApiClient administrator = purses.api.withToken(signIn(boss));
    DepositRequest deposit = new DepositRequest(ann.id(), "1.00", "USD", Purses.newKey());
    administrator.post("/v1/admin/deposits", deposit).expect(201);
    setRole(boss, "user");
    // The token still says administrator; what the store says inside the posting counts.
    DepositRequest another = new DepositRequest(ann.id(), "1.00", "USD", Purses.newKey());
    assertThat(administrator.post("/v1/admin/deposits", another).expect(403).code())
        .isEqualTo("forbidden");
    assertThat(balanceOf(ann)).isEqualTo(1_100);
  }

  @Test
  void refusesAPaymentWhosePermissionIsTakenBeforeItCommits() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    try (Connection revoker = locks.begin()) {
      Locks.execute(revoker, "update users set roles = '{}' where id = ?", ann.userId());
      // The edge has let it in, by what the token says; it waits for the revoker inside the
      // posting.
      Future<Answer> payment = threads.submit(() -> ann.pay(ben.email(), "1.00"));
      locks.awaitBlocked(1);
      revoker.commit();
      assertThat(payment.get().expect(403).code()).isEqualTo("forbidden");
    }
    assertThat(balanceOf(ann)).isEqualTo(1_000);
  }

  @Test
  void letsAPaymentThatIsBeingPostedFinishBeforeItsPermissionIsTaken() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    ApiClient administrator = Administrators.create(purses.api, database);
    try (Connection slow = locks.begin()) {
      Locks.execute(slow, "select id from accounts where owner_id = ? for update", ann.userId());
      Future<Answer> payment = threads.submit(() -> ann.pay(ben.email(), "1.00"));
      locks.awaitBlocked(1);
      Future<Answer> taking =
          threads.submit(() -> administrator.delete("/v1/admin/users/" + ann.id() + "/roles/user"));
      locks.awaitBlocked(2);
      assertThat(taking).isNotDone();
      slow.commit();
      payment.get().expect(201);
      taking.get().expect(200);
    }
    assertThat(balanceOf(ann)).isEqualTo(900);
    ann.pay(ben.email(), "1.00").expect(403);
  }

  @Test
  void letsAPaymentThatIsBeingPostedFinishBeforeTheSessionEnds() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    try (Connection slow = locks.begin()) {
      Locks.execute(slow, "select id from accounts where owner_id = ? for update", ann.userId());
      // It holds its locks on person and session, and waits for the account.
      Future<Answer> payment = threads.submit(() -> ann.pay(ben.email(), "1.00"));
      locks.awaitBlocked(1);
      Future<Answer> signOut = threads.submit(() -> ann.api().post("/v1/auth/logout"));
      locks.awaitBlocked(2);
      assertThat(signOut).isNotDone();
      slow.commit();
      payment.get().expect(201);
      signOut.get().expect(204);
    }
    assertThat(balanceOf(ann)).isEqualTo(900);
    ann.pay(ben.email(), "1.00").expect(401);
  }

  @Test
  void refusesAPaymentWhoseTokenIsRevokedBeforeItCommits() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    try (Connection revoker = locks.begin()) {
      revoke(revoker, tokenIdOf(ann));
      // The edge has let it in; it waits at its tenant's gate inside the posting transaction.
      Future<Answer> payment = threads.submit(() -> ann.pay(ben.email(), "1.00"));
      locks.awaitBlocked(1);
      revoker.commit();
      assertThat(payment.get().expect(401).code()).isEqualTo("invalid_token");
    }
    assertThat(balanceOf(ann)).isEqualTo(1_000);
    ben.api().get("/v1/me").expect(200);
  }

  @Test
  void letsAPaymentThatIsBeingPostedFinishBeforeItsTokenIsRevoked() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    try (Connection slow = locks.begin()) {
      Locks.execute(slow, "select id from accounts where owner_id = ? for update", ann.userId());
      Future<Answer> payment = threads.submit(() -> ann.pay(ben.email(), "1.00"));
      locks.awaitBlocked(1);
      Future<Answer> revocation =
          threads.submit(() ->
              purses
                  .api
                  .with("Content-Type", "application/x-www-form-urlencoded")
                  .send(
                      "POST",
                      "/oauth2/revoke",
                      BodyPublishers.ofString("token=" + ann.token().accessToken())));
      locks.awaitBlocked(2);
      assertThat(revocation).isNotDone();
      slow.commit();
      payment.get().expect(201);
      revocation.get().expect(200);
    }
    assertThat(balanceOf(ann)).isEqualTo(900);
    ann.pay(ben.email(), "1.00").expect(401);
  }

  @Test
  void refusesAPaymentWhoseKeyIsRevokedBeforeItCommits() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    CreatedApiKey key = Keys.make(ann.api(), "payments:write");
    try (Connection revoker = locks.begin()) {
      Locks.execute(
          revoker,
          "update api_keys set revoked_at = now() where id = ?",
          ApiKeyId.parse(key.keyId()).orElseThrow().value());
      // The edge has let it in; it waits for the revoker inside the posting transaction.
      Future<Answer> payment = threads.submit(() -> holder(key, ann).pay(ben.email(), "1.00"));
      locks.awaitBlocked(1);
      revoker.commit();
      assertThat(payment.get().expect(401).code()).isEqualTo("invalid_api_key");
    }
    assertThat(balanceOf(ann)).isEqualTo(1_000);
  }

  @Test
  void letsAPaymentThatIsBeingPostedFinishBeforeItsKeyIsRevoked() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    CreatedApiKey key = Keys.make(ann.api(), "payments:write");
    try (Connection slow = locks.begin()) {
      Locks.execute(slow, "select id from accounts where owner_id = ? for update", ann.userId());
      Future<Answer> payment = threads.submit(() -> holder(key, ann).pay(ben.email(), "1.00"));
      locks.awaitBlocked(1);
      Future<Answer> revocation =
          threads.submit(() -> ann.api().delete("/v1/api-keys/" + key.keyId()));
      locks.awaitBlocked(2);
      assertThat(revocation).isNotDone();
      slow.commit();
      payment.get().expect(201);
      revocation.get().expect(204);
    }
    assertThat(balanceOf(ann)).isEqualTo(900);
    holder(key, ann).pay(ben.email(), "1.00").expect(401);
  }

  @Test
  void postsForAServiceWithoutAPerson() {
    Purse ann = purses.with("10.00", "USD");
    CreatedApiKey key = Keys.makeForService(purses.administrator, "admin");
    ApiClient service = purses.api.with(Keys.HEADER, key.apiKey());
    DepositRequest deposit = new DepositRequest(ann.id(), "1.00", "USD", Purses.newKey());
    service.post("/v1/admin/deposits", deposit).expect(201);
    assertThat(balanceOf(ann)).isEqualTo(1_100);
    assertThat(
            superuser()
                .sql(
                    "select actor_type from audit_events"
                        + " where actor_id = :id and type = 'payment.completed'")
                .param("id", ApiKeyId.parse(key.keyId()).orElseThrow().value())
                .query(String.class)
                .single())
        .isEqualTo("api_key");
  }

  private Purse holder(CreatedApiKey key, Purse owner) {
    return new Purse(owner.token(), purses.api.with(Keys.HEADER, key.apiKey()));
  }

  private static void revoke(Connection connection, UUID id) throws SQLException {
    UUID tenant = TenantId.DEFAULT.value();
    try (PreparedStatement gate =
        connection.prepareStatement("select close_revocation_gates(array[?::uuid])")) {
      gate.setObject(1, tenant);
      gate.execute();
    }
    try (PreparedStatement row =
        connection.prepareStatement(
            """
            insert into revocations
              (id, tenant_id, kind, revoked_at, effective_at, expires_at, reason)
            values
              (?, ?, 'access_token', now() - interval '1 s', now() - interval '1 s',
                now() + interval '1 s', 'test')
            """)) {
      row.setObject(1, id);
      row.setObject(2, tenant);
      row.execute();
    }
  }

  private static UUID tokenIdOf(Purse purse) {
    return UUID.fromString(claimsOf(purse).path("jti").asString());
  }

  private static JsonNode claimsOf(Purse purse) {
    String[] parts = purse.token().accessToken().split("\\.", 3);
    return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[1]));
  }

  private String signIn(Purse purse) {
    return purses
        .api
        .post("/v1/auth/login", new LoginRequest(purse.email(), null, People.PASSWORD))
        .expect(200)
        .as(TokenAnswer.class)
        .accessToken();
  }

  private void setRole(Purse purse, String role) {
    superuser()
        .sql("update users set roles = array[:role] where id = :id")
        .param("role", role)
        .param("id", purse.userId())
        .update();
  }

  private long balanceOf(Purse purse) {
    return superuser()
        .sql("select balance from accounts where owner_id = :id")
        .param("id", purse.userId())
        .query(Long.class)
        .single();
  }

  private JdbcClient superuser() {
    return JdbcClient.create(StoreFixture.source(database.superuser()));
  }
}
