package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.ArrayParameters;
import dev.countersign.server.platform.store.RoundTrip;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

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

  static void bindAccounts(ArrayParameters<?> bound, Set<Subject> subjects) throws SQLException {
    bound
        .rows(subjects)
        .ids(Subject::tenant)
        .ids(Subject::id)
        .ids(Subject::tenant)
        .ids(Subject::id);
  }

  /** What was found. */
  record Found(List<HeldPayment> holds, List<BookOriginal> originals) {
    private static final Found NOTHING = new Found(List.of(), List.of());
  }

  /** Asks for them when the accounts are locked, from when on nothing changes. */
  static Supplier<Found> ask(RoundTrip trip, Set<Subject> subjects) {
    if (subjects.isEmpty()) {
      return () -> Found.NOTHING;
    }
    RoundTrip.Binding named = bound -> bound.rows(subjects).ids(Subject::tenant).ids(Subject::id);
    Supplier<List<HeldPayment>> holds = trip.list(READ_HOLDS, named, JdbcHolds::hold);
    Supplier<Map<PaymentId, PostedTransfer>> payments =
        JdbcTransfers.ask(trip, subjects.stream().map(Subject::id).toList());
    Supplier<Map<PaymentId, Map<AccountId, Long>>> reversed =
        trip.ask(SUM_REVERSED, named, JdbcSubjects::reversed);
    return () ->
        new Found(
            holds.get(),
            payments.get().values().stream()
                .map(payment ->
                    new BookOriginal(payment, reversed.get().getOrDefault(payment.id(), Map.of())))
                .toList());
  }

  private static Map<PaymentId, Map<AccountId, Long>> reversed(ResultSet rows) throws SQLException {
    Map<PaymentId, Map<AccountId, Long>> reversed = new HashMap<>();
    while (rows.next()) {
      reversed
          .computeIfAbsent(
              new PaymentId(JdbcRows.requiredUuid(rows, "parent_id")), id -> new HashMap<>())
          .put(new AccountId(JdbcRows.requiredUuid(rows, "account_id")), rows.getLong("amount"));
    }
    return reversed;
  }
}
