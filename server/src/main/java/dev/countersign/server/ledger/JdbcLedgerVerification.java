package dev.countersign.server.ledger;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.CommandAudit;
import dev.countersign.server.ledger.LedgerFinding.Fault;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.store.CommandWork;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The verification's questions. Each answers the rows that are wrong: where, expected, found. */
final class JdbcLedgerVerification {
  private static final int FINDINGS_MAX = 1_000;
  private static final String ACROSS = "set local role countersign_crosstenant";

  // Whole tables are put beside each other here, and where statistics are behind the planner would
  // do that row by row.
  private static final String WHOLE_TABLES =
      "select set_config('enable_nestloop', 'off', true), set_config('work_mem', '64MB', true)";

  private static final String COUNT =
      """
      select
        (select count(*) from accounts) as accounts,
        (select count(*) from payments) as payments,
        (select count(*) from entries) as entries
      """;

  // The text form of an id: its 128 bits as 26 digits of Crockford's base32.
  static final String TYPED_ID =
      """
      '%s_' || (
        select string_agg(
          substr(
            '0123456789abcdefghjkmnpqrstvwxyz',
            1 + substring(b'00' || ('x' || replace(%s::text, '-', ''))::bit(128)
              from digit * 5 + 1 for 5)::bit(5)::int,
            1),
          '' order by digit)
        from generate_series(0, 25) as digit)\
      """;

  private static final String ACCOUNT_OF_A = TYPED_ID.formatted("acc", "a.id");
  private static final String ACCOUNT_OF_E = TYPED_ID.formatted("acc", "e.account_id");
  private static final String PAYMENT_OF_E = TYPED_ID.formatted("pay", "e.payment_id");
  private static final String PAYMENT_OF_P = TYPED_ID.formatted("pay", "p.id");

  private static final String BALANCE =
      """
      select %s, coalesce(s.total, 0)::text, a.balance::text
      from accounts a
      left join (
        select account_id, sum(amount) as total
        from entries
        group by account_id) as s
        on s.account_id = a.id
      where a.balance <> coalesce(s.total, 0)
      order by a.id
      """
          .formatted(ACCOUNT_OF_A);

  private static final String VERSION =
      """
      select %s, coalesce(s.entries, 0)::text, a.version::text
      from accounts a
      left join (
        select account_id, count(*) as entries
        from entries
        group by account_id) as s
        on s.account_id = a.id
      where a.version <> coalesce(s.entries, 0)
      order by a.id
      """
          .formatted(ACCOUNT_OF_A);

  private static final String ASSET_SUM =
      """
      select a.tenant_id || ' ' || a.asset, '0', sum(a.balance)::text
      from accounts a
      group by a.tenant_id, a.asset
      having sum(a.balance) <> 0
      order by a.tenant_id, a.asset
      """;

  private static final String STRAY_ENTRY =
      """
      select %s, %s, 'none'
      from entries e
      where not exists (
        select
        from accounts a
        where a.id = e.account_id and a.tenant_id = e.tenant_id and a.asset = e.asset)
      order by e.payment_id, e.position
      """
          .formatted(PAYMENT_OF_E, ACCOUNT_OF_E);

  private static final String ORPHANED_ENTRY =
      """
      select %s, %s, 'none'
      from entries e
      where not exists (
        select
        from payments p
        where p.id = e.payment_id and p.tenant_id = e.tenant_id)
      order by e.account_id, e.account_version
      """
          .formatted(ACCOUNT_OF_E, PAYMENT_OF_E);

  private static final String PAYMENT_SUM =
      """
      select %s, '0', coalesce(s.total::text, 'no entries')
      from payments p
      left join (
        select payment_id, sum(amount) as total
        from entries
        group by payment_id, asset) as s
        on s.payment_id = p.id
      where s.total is distinct from 0
      order by p.id
      """
          .formatted(PAYMENT_OF_P);

  private static final String PAYMENT_AMOUNT =
      """
      select %s, s.moved::text, p.amount::text
      from payments p
      join (
        select payment_id, asset, sum(amount) filter (where amount > 0) as moved
        from entries
        group by payment_id, asset) as s
        on s.payment_id = p.id and s.asset = p.asset
      where p.amount is distinct from s.moved
      order by p.id
      """
          .formatted(PAYMENT_OF_P);

  private static final String ENTRY_VERSION =
      """
      select %s, e.number::text, e.account_version::text
      from (
        select
          account_id, account_version,
          row_number() over (partition by account_id order by account_version) as number
        from entries) as e
      where e.account_version <> e.number
      order by e.account_id, e.account_version
      """
          .formatted(ACCOUNT_OF_E);

  private static final String RUNNING_BALANCE =
      """
      select %s || ' version ' || e.account_version, e.total::text, e.balance_after::text
      from (
        select
          account_id, account_version, balance_after,
          sum(amount) over (partition by account_id order by account_version) as total
        from entries) as e
      where e.balance_after <> e.total
      order by e.account_id, e.account_version
      """
          .formatted(ACCOUNT_OF_E);

  private static final String MISSING_EVENT =
      """
      with named as materialized (
        select %s as id, p.tenant_id
        from payments p)
      select named.id, '1', count(v.id)::text
      from named
      left join audit_events v
        on v.target_id = named.id
          and v.tenant_id = named.tenant_id
          and v.type = 'payment.completed'
      group by named.id
      having count(v.id) <> 1
      order by named.id
      """
          .formatted(PAYMENT_OF_P);

  private static final String VANISHED_PAYMENT =
      """
      with named as materialized (
        select %s as id, p.tenant_id
        from payments p)
      select v.target_id, 'a payment', 'none'
      from audit_events v
      left join named on named.id = v.target_id and named.tenant_id = v.tenant_id
      where v.type = 'payment.completed' and named.id is null
      order by v.target_id
      """
          .formatted(PAYMENT_OF_P);

  private static final String MISSING_KEY =
      """
      select %s, '1', count(k.key)::text
      from payments p
      left join idempotency_keys k
        on k.payment_id = p.id and k.tenant_id = p.tenant_id
      group by p.id
      having count(k.key) <> 1
      order by p.id
      """
          .formatted(PAYMENT_OF_P);

  private static final String DANGLING_KEY =
      """
      select %s, 'a payment', 'none'
      from (
        select payment_id as id, tenant_id
        from idempotency_keys
        where hold_step is null) as p
      where p.id is not null
        and not exists (
          select
          from payments there
          where there.id = p.id and there.tenant_id = p.tenant_id)
      order by p.id
      """
          .formatted(PAYMENT_OF_P);

  private static final Map<Fault, String> QUESTIONS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(Fault.BALANCE, BALANCE),
              Map.entry(Fault.VERSION, VERSION),
              Map.entry(Fault.ASSET_SUM, ASSET_SUM),
              Map.entry(Fault.STRAY_ENTRY, STRAY_ENTRY),
              Map.entry(Fault.ORPHANED_ENTRY, ORPHANED_ENTRY),
              Map.entry(Fault.PAYMENT_SUM, PAYMENT_SUM),
              Map.entry(Fault.PAYMENT_AMOUNT, PAYMENT_AMOUNT),
              Map.entry(Fault.ENTRY_VERSION, ENTRY_VERSION),
              Map.entry(Fault.RUNNING_BALANCE, RUNNING_BALANCE),
              Map.entry(Fault.MISSING_EVENT, MISSING_EVENT),
              Map.entry(Fault.VANISHED_PAYMENT, VANISHED_PAYMENT),
              Map.entry(Fault.MISSING_KEY, MISSING_KEY),
              Map.entry(Fault.DANGLING_KEY, DANGLING_KEY)));

  private static final String TRY_LOCK = "select pg_try_advisory_xact_lock(5921107748363091187)";

  private JdbcLedgerVerification() {}

  static LedgerVerification.Report run(DataSource application) {
    JdbcClient jdbc = JdbcClient.create(application);
    return snapshot(application).execute(status -> report(jdbc));
  }

  /** Empty where another node is at it. */
  static Optional<LedgerVerification.Report> runAlone(DataSource application) {
    JdbcClient jdbc = JdbcClient.create(application);
    return snapshot(application)
        .execute(status ->
            jdbc.sql(TRY_LOCK).query(Boolean.class).single()
                ? Optional.of(report(jdbc))
                : Optional.empty());
  }

  /** The nightly run's hands for a command, which sends no messages. */
  static IntegrityRun integrityRun(DataSource application, MasterKeys keys, Clock clock) {
    CommandWork work = new CommandWork(application);
    AuditTrail audit = CommandAudit.on(work.operations(), keys, clock);
    return new IntegrityRun(
        application,
        work.transactions(),
        new JdbcDamagedAccounts(work.jdbc()),
        new JdbcAccountStandings(work.transactions(), work.jdbc(), audit),
        audit,
        damaged -> {});
  }

  private static TransactionTemplate snapshot(DataSource application) {
    TransactionTemplate snapshot = new TransactionTemplate(new JdbcTransactionManager(application));
    snapshot.setReadOnly(true);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    return snapshot;
  }

  private static LedgerVerification.Report report(JdbcClient jdbc) {
    jdbc.sql(ACROSS).update();
    jdbc.sql(WHOLE_TABLES).query().singleRow();
    List<LedgerFinding> findings = new ArrayList<>();
    QUESTIONS.forEach((fault, sql) -> findings.addAll(ask(jdbc, fault, sql)));
    JdbcHoldVerification.QUESTIONS.forEach((fault, sql) -> findings.addAll(ask(jdbc, fault, sql)));
    return jdbc.sql(COUNT)
        .query((row, number) ->
            new LedgerVerification.Report(
                row.getLong("accounts"), row.getLong("payments"), row.getLong("entries"), findings))
        .single();
  }

  private static List<LedgerFinding> ask(JdbcClient jdbc, Fault fault, String sql) {
    return jdbc.sql(sql + " limit " + FINDINGS_MAX)
        .query((row, number) ->
            new LedgerFinding(fault, row.getString(1), row.getString(2), row.getString(3)))
        .list();
  }
}
