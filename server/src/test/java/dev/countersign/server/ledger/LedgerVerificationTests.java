package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgres.Credentials;
import dev.countersign.server.ledger.LedgerFinding.Fault;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
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
    post(
        fixture.startLedger(),
        fixture.deposit(ada, 1_000),
        fixture.payment(ada, ben, 300),
        fixture.payment(ada, ben, 5_000),
        fixture.payment(ben, ada, 100));
  }

  @AfterAll
  void close() {
    superuser.destroy();
    fixture.close();
  }

  @Test
  void findsNothingInASoundLedger() {
    assertThat(new LedgerVerification(fixture.store.application()).run())
        .isEqualTo(new LedgerVerification.Report(3, 3, 6, List.of()));
  }

  @Test
  void namesWhatIsWrongAndByHowMuch() {
    Account account = fixture.accounts().find(TenantId.DEFAULT, ben, "USD").orElseThrow();

    LedgerVerification.Report report =
        verifyAfter(
            "update accounts set balance = balance + 7 where id = '" + account.id().value() + "'");

    assertThat(report.findings())
        .contains(new LedgerFinding(Fault.BALANCE, account.id().text(), "200", "207"));
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
