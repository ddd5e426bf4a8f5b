package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.IssuedMandate;
import dev.countersign.api.MandateRequest;
import dev.countersign.api.PaymentRequest;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.platform.id.MandateId;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.sql.Connection;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A mandate that is taken back while somebody draws on it, in both orders. */
@ServerTest
class MandateJoinTests {
  private final Purses purses;
  private final Locks locks;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  MandateJoinTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
    this.locks = new Locks(database);
  }

  @AfterEach
  void stop() {
    threads.close();
  }

  @Test
  void refusesADrawWhoseMandateIsTakenBackBeforeItCommits() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    IssuedMandate mandate = give(ann, ben);
    try (Connection revoker = locks.begin()) {
      Locks.execute(revoker, "update mandates set revoked_at = now() where id = ?", id(mandate));
      Future<Answer> draw = threads.submit(() -> draw(ben, mandate));
      locks.awaitBlocked(1);
      revoker.commit();
      assertThat(draw.get().expect(422).code()).isEqualTo("mandate_ended");
    }
    assertThat(ann.balance()).isEqualTo("10.00");
  }

  @Test
  void letsADrawThatIsBeingPostedFinishBeforeItsMandateIsTakenBack() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    IssuedMandate mandate = give(ann, ben);
    try (Connection slow = locks.begin()) {
      Locks.execute(slow, "select id from accounts where owner_id = ? for update", ann.userId());
      Future<Answer> draw = threads.submit(() -> draw(ben, mandate));
      locks.awaitBlocked(1);
      Future<Answer> revocation =
          threads.submit(
              () -> ann.api().delete("/v1/transactions/tokens/" + mandate.mandate().id()));
      locks.awaitBlocked(2);
      assertThat(revocation).isNotDone();
      slow.commit();
      draw.get().expect(201);
      revocation.get().expect(204);
    }
    assertThat(ann.balance()).isEqualTo("9.00");
    assertThat(draw(ben, mandate).expect(422).code()).isEqualTo("mandate_ended");
  }

  @Test
  void refusesADrawWhosePayerIsDisabledBeforeItCommits() throws Exception {
    Purse ann = purses.with("10.00", "USD");
    Purse ben = purses.empty();
    IssuedMandate mandate = give(ann, ben);
    try (Connection revoker = locks.begin()) {
      Locks.execute(revoker, "update users set status = 'disabled' where id = ?", ann.userId());
      Future<Answer> draw = threads.submit(() -> draw(ben, mandate));
      locks.awaitBlocked(1);
      revoker.commit();
      assertThat(draw.get().expect(422).code()).isEqualTo("mandate_ended");
    }
  }

  private static IssuedMandate give(Purse payer, Purse payee) {
    return payer
        .api()
        .post("/v1/transactions/token", new MandateRequest(payee.email(), "USD", "5.00", 5, 3_600))
        .expect(201)
        .as(IssuedMandate.class);
  }

  private static Answer draw(Purse payee, IssuedMandate mandate) {
    return payee.pay(PaymentRequest.draw(mandate.token(), "1.00", "USD"), Purses.newKey());
  }

  private static UUID id(IssuedMandate mandate) {
    return MandateId.parse(mandate.mandate().id()).orElseThrow().value();
  }
}
