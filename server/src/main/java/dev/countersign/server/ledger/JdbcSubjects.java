package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the holds and payments that instructions are about. A batch of which none is about any, as
 * most are, does without these statements.
 */
final class JdbcSubjects {
  /** More accounts to lock, of two lists of tenants and ids. What is asked here never changes. */
  static final String ACCOUNTS =
      """
        union all
        select unnest(h.payer_account || h.payee_accounts)
        from unnest(?::uuid[], ?::uuid[]) as w (tenant_id, id)
        cross join lateral (
          select payer_account, payee_accounts
          from holds
          where tenant_id = w.tenant_id and id = w.id
          offset 0) as h
        union all
        select e.account_id
        from unnest(?::uuid[], ?::uuid[]) as w (tenant_id, id)
        cross join lateral (
          select account_id
          from entries
          where payment_id = w.id and tenant_id = w.tenant_id
          offset 0) as e
      """;

  private static final String READ_HOLDS =
      """
      select %s
      from unnest(?::uuid[], ?::uuid[]) as w (tenant_id, id)
      cross join lateral (
        select *
        from holds
        where tenant_id = w.tenant_id and id = w.id
        offset 0) as h
      """
          .formatted(JdbcHolds.COLUMNS);

  private static final String SUM_REVERSED =
      """
      select l.parent_id, e.account_id, sum(e.amount)::bigint as amount
      from unnest(?::uuid[], ?::uuid[]) as w (tenant_id, id)
      cross join lateral (
        select payment_id, parent_id
        from payment_links
        where tenant_id = w.tenant_id and parent_id = w.id and kind = 'reversal'
        offset 0) as l
      cross join lateral (
        select account_id, amount
        from entries
        where payment_id = l.payment_id
        offset 0) as e
      group by l.parent_id, e.account_id
      """;

  /** Asked when the accounts are locked, each with a snapshot of its own: nothing changes now. */
  static final String READ = READ_HOLDS + ";" + JdbcTransfers.LOAD + ";" + SUM_REVERSED;

  private JdbcSubjects() {}

  /** A hold or payment of a tenant. */
  record Subject(TenantId tenant, PaymentId id) {}

  /** Those that the instructions are about. */
  static Set<Subject> of(Collection<Instruction> instructions) {
    Set<Subject> subjects = new LinkedHashSet<>();
    for (Instruction instruction : instructions) {
      switch (instruction) {
        case Transfer _, Hold _ -> {}
        case Capture capture -> subjects.add(new Subject(capture.tenant(), capture.hold()));
        case Release release -> subjects.add(new Subject(release.tenant(), release.hold()));
        case Reversal reversal -> subjects.add(new Subject(reversal.tenant(), reversal.original()));
      }
    }
    return subjects;
  }

  static void bindAccounts(JdbcArrays<?> bound, Set<Subject> subjects) throws SQLException {
    bound
        .rows(subjects)
        .ids(Subject::tenant)
        .ids(Subject::id)
        .ids(Subject::tenant)
        .ids(Subject::id);
  }

  static void bindRead(JdbcArrays<?> bound, Set<Subject> subjects) throws SQLException {
    JdbcArrays<?> holds = bound.rows(subjects).ids(Subject::tenant).ids(Subject::id);
    JdbcTransfers.bind(holds, subjects.stream().map(Subject::id).toList())
        .rows(subjects)
        .ids(Subject::tenant)
        .ids(Subject::id);
  }

  /** What was found. */
  record Found(List<HeldPayment> holds, List<BookOriginal> originals) {
    static final Found NOTHING = new Found(List.of(), List.of());
  }

  /** Reads the results of {@link #READ}, of which the first is the next one. */
  static Found read(PreparedStatement statement) throws SQLException {
    List<HeldPayment> holds = new ArrayList<>();
    statement.getMoreResults();
    try (ResultSet rows = statement.getResultSet()) {
      while (rows.next()) {
        holds.add(JdbcHolds.hold(rows));
      }
    }
    statement.getMoreResults();
    Map<PaymentId, PostedTransfer> payments = JdbcTransfers.read(statement);
    statement.getMoreResults();
    Map<PaymentId, Map<AccountId, Long>> reversed = reversed(statement);
    return new Found(
        holds,
        payments.values().stream()
            .map(
                payment -> new BookOriginal(payment, reversed.getOrDefault(payment.id(), Map.of())))
            .toList());
  }

  private static Map<PaymentId, Map<AccountId, Long>> reversed(PreparedStatement statement)
      throws SQLException {
    Map<PaymentId, Map<AccountId, Long>> reversed = new HashMap<>();
    try (ResultSet rows = statement.getResultSet()) {
      while (rows.next()) {
        reversed
            .computeIfAbsent(
                new PaymentId(JdbcRows.requiredUuid(rows, "parent_id")), id -> new HashMap<>())
            .put(new AccountId(JdbcRows.requiredUuid(rows, "account_id")), rows.getLong("amount"));
      }
    }
    return reversed;
  }
}
