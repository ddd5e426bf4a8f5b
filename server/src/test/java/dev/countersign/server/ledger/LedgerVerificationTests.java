package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.held;
import static dev.countersign.server.ledger.LedgerFixture.post;
import static dev.countersign.server.ledger.LedgerFixture.posted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgres.Credentials;
import dev.countersign.server.ledger.LedgerFinding.Fault;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What somebody with all rights changes is found, whatever row it is in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerVerificationTests {
  private final LedgerFixture fixture = LedgerFixture.create();
  private final SingleConnectionDataSource superuser = superuser();
  private final UserId ada = fixture.newUser();
  private final UserId ben = fixture.newUser();

  @BeforeAll
  void pay() {
    GroupCommit ledger = fixture.startLedger();
    post(
        ledger,
        fixture.deposit(ada, 1_000),
        fixture.payment(ada, ben, 300),
        fixture.payment(ada, ben, 5_000));
    HeldPayment hold = held(post(ledger, fixture.hold(ada, ben, 77)).getFirst());
    HeldPayment voided = held(post(ledger, fixture.hold(ada, ben, 55)).getFirst());
    PostedTransfer capture =
        posted(post(ledger, fixture.capture(hold.id(), 44L, false, ben)).getFirst());
    post(ledger, fixture.release(voided.id(), ben));
    post(ledger, fixture.reversal(capture.id(), 22L, ben));
    post(ledger, fixture.conversion(ada, "EUR", 11, new BigDecimal("0.9"), "a bank"));
    post(ledger, fixture.payment(ben, ada, 100));
  }

  @AfterAll
  void close() {
    superuser.destroy();
    fixture.close();
  }

  @Test
  void findsNothingInASoundLedger() {
    assertThat(new LedgerVerification(fixture.store.application()).run())
        .isEqualTo(new LedgerVerification.Report(6, 6, 14, List.of()));
  }

  @Test
  void namesWhatIsWrongAndByHowMuch() {
    Account account = fixture.accounts().find(TenantId.DEFAULT, ben, "USD").orElseThrow();

    LedgerVerification.Report report =
        verifyAfter(
            "update accounts set balance = balance + 7 where id = '" + account.id().value() + "'");

    assertThat(report.findings())
        .contains(new LedgerFinding(Fault.BALANCE, account.id().text(), "222", "229"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          update accounts set balance = balance - 1 where kind = 'world' | BALANCE,ASSET_SUM
          update accounts set version = 9 where kind = 'world' | VERSION
          update accounts set asset = 'EUR' where kind = 'world' | STRAY_ENTRY,ASSET_SUM
          update entries set amount = amount + 1 where amount = 300 | PAYMENT_SUM,PAYMENT_AMOUNT,BALANCE,RUNNING_BALANCE
          update entries set amount = amount * 2 where abs(amount) = 300 | PAYMENT_AMOUNT,BALANCE,RUNNING_BALANCE
          update entries set account_version = 7 where amount = 100 | ENTRY_VERSION
          update entries set balance_after = 0 where amount = 100 | RUNNING_BALANCE
          update entries set account_id = gen_random_uuid() where amount = 100 | STRAY_ENTRY,BALANCE,VERSION
          update entries set asset = 'EUR' where amount = 100 | STRAY_ENTRY,PAYMENT_SUM
          delete from entries where amount = 100 | PAYMENT_SUM,BALANCE,VERSION
          delete from entries where abs(amount) = 100 | PAYMENT_SUM,BALANCE,VERSION
          update payments set amount = 1 where amount = 100 | PAYMENT_AMOUNT
          update payments set tenant_id = gen_random_uuid() where amount = 100 | ORPHANED_ENTRY,MISSING_EVENT,MISSING_KEY
          delete from payments where amount = 100 | ORPHANED_ENTRY,VANISHED_PAYMENT,DANGLING_KEY
          delete from audit_events where type = 'payment.completed' | MISSING_EVENT
          delete from idempotency_keys | MISSING_KEY
          delete from accounts where kind = 'world' | STRAY_ENTRY,ASSET_SUM
          update accounts set held = held - 1 where held > 0 | HELD_SUM
          update holds set payee_captured = array[43::bigint] where captured = 44 | HOLD_PARTS
          update holds set captured = 43, payee_captured = array[43::bigint] where captured = 44 | HOLD_CAPTURES,HELD_SUM
          update holds set state = 'expired', closed_at = now() where state = 'open' | HELD_SUM,HOLD_EVENTS,HOLD_KEYS
          delete from holds where amount = 55 | VANISHED_HOLD
          delete from payment_links where kind = 'capture' | LINK,HOLD_CAPTURES
          update payment_links set amount = 23 where kind = 'reversal' | LINK
          update entries set amount = amount * 3 where abs(amount) = 22 | REVERSAL_EXCEEDS
          delete from conversions | CONVERSION
          update conversions set counter_amount = counter_amount + 1 | CONVERSION
          delete from audit_events where type = 'payment.voided' | HOLD_EVENTS
          delete from idempotency_keys where hold_step = 'released' | HOLD_KEYS
          """)
  void findsTampering(String sql, String faults) {
    Set<String> found =
        verifyAfter(sql).findings().stream()
            .map(finding -> finding.fault().name())
            .collect(Collectors.toSet());

    assertThat(found).contains(faults.split(","));
  }

  @Test
  void findsAPaymentThatVanishedWithoutTrace() {
    LedgerVerification.Report report =
        verifyAfter(
            """
            update accounts a
            set balance = balance - e.amount, version = version - 1
            from entries e
            where e.account_id = a.id and abs(e.amount) = 100
            """,
            "delete from entries where abs(amount) = 100",
            """
            delete from idempotency_keys
            where payment_id = (select id from payments where amount = 100)
            """,
            "delete from payments where amount = 100");

    assertThat(report.findings())
        .extracting(LedgerFinding::fault)
        .containsExactly(Fault.VANISHED_PAYMENT);
  }

  // Whoever tampers rolls back when it has been looked at, so that all share one database.
  private LedgerVerification.Report verifyAfter(String... tampering) {
    return new TransactionTemplate(new JdbcTransactionManager(superuser))
        .execute(status -> {
          status.setRollbackOnly();
          for (String sql : tampering) {
            assertThat(JdbcClient.create(superuser).sql(sql).update()).isPositive();
          }
          return new LedgerVerification(superuser).run();
        });
  }

  private SingleConnectionDataSource superuser() {
    Credentials login = fixture.store.database().superuser();
    return new SingleConnectionDataSource(login.url(), login.user(), login.password(), true);
  }
}
