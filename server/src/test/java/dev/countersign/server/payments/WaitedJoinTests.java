package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.SpendingLimit;
import dev.countersign.api.SpendingLimits;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A posting that has to wait for a lock judges by what holds when it has it, not by what held when
 * it began to wait.
 */
@ServerTest
class WaitedJoinTests {
  private final Purses purses;
  private final Locks locks;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  WaitedJoinTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
    this.locks = new Locks(database);
  }

  @AfterEach
  void stop() {
    threads.close();
  }

  @Test
  void refusesWhoSignedOutMeanwhile() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    try (Connection other = locks.begin()) {
      Future<Answer> payment = payWhileOneHolds(other, ann);
      ann.api().post("/v1/auth/logout").expect(204);
      other.rollback();
      assertThat(payment.get().expect(401).code()).isEqualTo("invalid_token");
    }
  }

  @Test
  void refusesATokenThatWasRevokedMeanwhile() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    try (Connection other = locks.begin()) {
      Future<Answer> payment = payWhileOneHolds(other, ann);
      purses
          .api
          .with("Content-Type", "application/x-www-form-urlencoded")
          .send(
              "POST",
              "/oauth2/revoke",
              BodyPublishers.ofString("token=" + ann.token().accessToken()))
          .expect(200);
      other.rollback();
      payment.get().expect(401);
    }
  }

  @Test
  void countsUnderLimitsThatWereChangedMeanwhile() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    limit(ann, "1.00").expect(200);
    try (Connection other = locks.begin()) {
      Locks.execute(other, "select close_spending_limits_gate(?)", TenantId.DEFAULT.value());
      Locks.execute(other, "delete from spending_limits where user_id = ?", ann.userId());
      Locks.execute(
          other,
          """
          insert into spending_limits (id, tenant_id, user_id, asset, period, amount, changed_at)
          select gen_random_uuid(), tenant_id, id, 'USD', 'day', 200, now()
          from users
          where id = ?
          """,
          ann.userId());
      Future<Answer> payment = threads.submit(() -> ann.pay(ben.email(), "5.00"));
      locks.awaitBlocked(1);
      other.commit();
      assertThat(payment.get().expect(422).code()).isEqualTo("spending_limit_exceeded");
    }
  }

  // The other order: what was judged without a limit is posted before there is one.
  @Test
  void letsAPaymentFinishBeforeItsPayerGetsALimit() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    try (Connection other = locks.begin()) {
      Locks.execute(other, "select id from accounts where owner_id = ? for update", ann.userId());
      Future<Answer> payment = threads.submit(() -> ann.pay(ben.email(), "5.00"));
      locks.awaitBlocked(1);
      Future<Answer> limited = threads.submit(() -> limit(ann, "1.00"));
      locks.awaitBlocked(2);
      other.rollback();
      payment.get().expect(201);
      limited.get().expect(200);
    }
    ann.pay(ben.email(), "1.01").expect(422);
  }

  private Future<Answer> payWhileOneHolds(Connection other, Purse payer) throws SQLException {
    Purse payee = purses.empty();
    Locks.execute(other, "select id from users where id = ? for no key update", payer.userId());
    Future<Answer> payment = threads.submit(() -> payer.pay(payee.email(), "1.00"));
    locks.awaitBlocked(1);
    return payment;
  }

  private Answer limit(Purse purse, String amount) {
    return purses.administrator.put(
        "/v1/admin/users/" + purse.id() + "/spending-limits",
        new SpendingLimits(List.of(new SpendingLimit("USD", "day", amount))));
  }
}
