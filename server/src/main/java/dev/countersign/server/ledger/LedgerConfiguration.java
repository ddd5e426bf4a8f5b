package dev.countersign.server.ledger;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the ledger together; its parts know no Spring but for the way they speak to the store. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerProperties.class)
class LedgerConfiguration {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Bean
  Assets assets(TenantTransactions transactions, JdbcClient jdbc) {
    return new JdbcAssets(transactions, jdbc);
  }

  @Bean
  Accounts accounts(TenantTransactions transactions, JdbcClient jdbc) {
    return new JdbcAccounts(transactions, jdbc);
  }

  @Bean
  Figures figures(TenantTransactions transactions, JdbcClient jdbc) {
    return new JdbcFigures(transactions, jdbc);
  }

  @Bean
  History history(TenantTransactions transactions, JdbcClient jdbc, JdbcOperations operations) {
    return new JdbcHistory(transactions, jdbc, operations);
  }

  @Bean
  PastBalances pastBalances(TenantTransactions transactions, JdbcClient jdbc) {
    return new JdbcPastBalances(transactions, jdbc);
  }

  @Bean
  AccountPeriods accountPeriods(TenantTransactions transactions, JdbcClient jdbc) {
    return new JdbcAccountPeriods(transactions, jdbc);
  }

  @Bean
  LedgerReports ledgerReports(TenantTransactions transactions, JdbcClient jdbc) {
    return new JdbcLedgerReports(transactions, jdbc);
  }

  @Bean
  VisibleAccounts visibleAccounts(Accounts accounts) {
    return new VisibleAccounts(accounts);
  }

  @Bean
  Movements movements(JdbcClient jdbc) {
    return new JdbcMovements(jdbc);
  }

  @Bean
  Holds holds(TenantTransactions transactions, JdbcClient jdbc, JdbcOperations operations) {
    return new JdbcHolds(transactions, jdbc, new JdbcTransfers(operations));
  }

  @Bean
  FirstAnswers firstAnswers(
      TenantTransactions transactions, JdbcClient jdbc, JdbcOperations operations) {
    return new JdbcFirstAnswers(transactions, jdbc, new JdbcAnswers(operations));
  }

  @Bean
  AccountOpenings accountOpenings(
      TenantTransactions transactions,
      JdbcOperations jdbc,
      AuditTrail audit,
      Assets assets,
      IdGenerator ids,
      InstantSource clock) {
    return new JdbcAccountOpenings(transactions, jdbc, audit, assets, ids, clock);
  }

  @Bean
  PostingTransaction postingTransaction(
      TenantTransactions transactions,
      PostingGuard guard,
      JdbcOperations jdbc,
      AuditTrail audit,
      Assets assets,
      IdGenerator ids,
      InstantSource clock) {
    return new PostingTransaction(
        transactions, guard, new JdbcBooks(new JdbcAnswers(jdbc)), audit, assets, ids, clock);
  }

  @Bean
  SubmissionQueue submissionQueue(LedgerProperties properties) {
    return new SubmissionQueue(properties.waitingMax(), properties.batchMax());
  }

  @Bean
  CommitCount commitCount() {
    return new CommitCount();
  }

  @Bean
  GroupCommit ledger(PostingTransaction transaction, SubmissionQueue queue, CommitCount count) {
    return new GroupCommit(transaction, queue, count, PATIENCE);
  }

  @Bean
  LedgerMeters ledgerMeters(CommitCount count, SubmissionQueue queue) {
    return new LedgerMeters(count, queue);
  }

  @Bean
  LedgerLifecycle ledgerLifecycle(GroupCommit ledger) {
    return new LedgerLifecycle(ledger);
  }

  @Bean
  HoldExpiry holdExpiry(
      TenantTransactions transactions, JdbcClient jdbc, Ledger ledger, InstantSource clock) {
    return new HoldExpiry(transactions, new JdbcExpiredHolds(jdbc), ledger, clock);
  }

  @Bean
  AccountStandings accountStandings(
      TenantTransactions transactions, JdbcClient jdbc, AuditTrail audit) {
    return new JdbcAccountStandings(transactions, jdbc, audit);
  }

  @Bean
  IntegrityRun integrityRun(
      DataSource application,
      TenantTransactions transactions,
      JdbcClient jdbc,
      AccountStandings standings,
      AuditTrail audit,
      ApplicationEventPublisher events) {
    return new IntegrityRun(
        application,
        transactions,
        new JdbcDamagedAccounts(jdbc),
        standings,
        audit,
        events::publishEvent);
  }
}
