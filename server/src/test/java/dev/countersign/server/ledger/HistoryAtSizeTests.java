package dev.countersign.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ledger.HistoryFilter.Note;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * A page of the history of one account that has all payments there are, and of its tenant's, each
 * filter finding few of them. How many rows are looked at does not depend on the machine. {@code
 * -Dhistory.payments=N} takes more payments and tells the times.
 */
@TestInstance(Lifecycle.PER_CLASS)
class HistoryAtSizeTests {
  private static final int PAYMENTS = Integer.getInteger("history.payments", 20_000);
  private static final boolean TELLS = Integer.getInteger("history.payments") != null;
  private static final int PAYERS = 1_000;
  private static final int FEW = 7_000;
  private static final int MANY = 300_000;
  private static final int PAGE = 50;
  private static final int RARE = Math.min(PAGE, PAYMENTS / 1_000);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final UUID MERCHANT = new UUID(1, 1);

  // Every thousandth payment is one that a filter looks for, ten of them at the least.
  private static final String LOAD =
      """
      create temporary table made as
      select
        n,
        (lpad(to_hex(1767225600000 + n * 1000::bigint), 12, '0') || '7000' || '8000'
          || lpad(to_hex(n), 12, '0'))::uuid as id,
        ('00000000-0000-0002-0000-' || lpad(to_hex(n %% %2$d + 1), 12, '0'))::uuid as payer,
        case when n %% 1000 = 1 then 'withdrawal' else 'payment' end as type,
        case when n %% 1000 = 2 then 5000000 else 100 + n %% 1000 end as amount,
        case when n %% 1000 = 3 then '{"order": "A-1"}'::jsonb else '{}' end as metadata,
        timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second' as recorded_at,
        case when n %% 1000 = 4 then timestamptz '1993-07-05 12:00:00Z'
          else timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second' end
          as effective_at
      from generate_series(1, %1$d) as n;

      insert into accounts (id, tenant_id, kind, external_reference, asset, created_at,
        overdraft_limit)
      select ('00000000-0000-0002-0000-' || lpad(to_hex(n), 12, '0'))::uuid, '%3$s', 'standard',
        'payer ' || n, 'USD', timestamptz '2026-01-01 00:00:00Z', 1000000000000
      from generate_series(1, %2$d) as n;
      insert into accounts (id, tenant_id, kind, external_reference, asset, created_at, version)
      values ('%4$s', '%3$s', 'standard', 'merchant', 'USD', timestamptz '2026-01-01 00:00:00Z', %1$d);

      insert into payments (id, tenant_id, type, asset, amount, payer_account, payee_account,
        initiated_by, metadata, effective_at, recorded_at)
      select id, '%3$s', type, 'USD', amount, payer, '%4$s', '%4$s', metadata, effective_at,
        recorded_at
      from made order by n;
      insert into entries (payment_id, position, tenant_id, account_id, asset, amount,
        account_version, balance_after, effective_at, recorded_at)
      select id, 0, '%3$s', payer, 'USD', -amount, (n - 1) / %2$d + 1, 0, effective_at, recorded_at
      from made order by n;
      insert into entries (payment_id, position, tenant_id, account_id, asset, amount,
        account_version, balance_after, effective_at, recorded_at)
      select id, 1, '%3$s', '%4$s', 'USD', amount, n, 0, effective_at, recorded_at
      from made order by n;
      insert into payment_links (tenant_id, payment_id, parent_id, kind, amount)
      select '%3$s', gen_random_uuid(), id, 'reversal', amount from made where n %% 1000 = 5;
      update accounts a set version = (
        select count(*) from entries e where e.account_id = a.id) where a.id <> '%4$s';
      drop table made;
      """
          .formatted(PAYMENTS, PAYERS, TenantId.DEFAULT.value(), MERCHANT);

  // A small table is rightly read as a whole, and links are few here.
  private static final String ROWS_READ =
      """
      select
        coalesce(sum(seq_tup_read) filter (where relname ~ '^(payments|entries)'), 0) as in_order,
        coalesce(sum(idx_tup_fetch), 0) as by_index
      from pg_stat_user_tables
      where relname ~ '^(payments|entries|payment_links|payment_metadata)'
      """;

  @AutoClose private final LedgerFixture fixture = LedgerFixture.create();
  private final History history = fixture.history();

  @BeforeAll
  void load() {
    fixture.store.superuser().sql(LOAD).update();
    fixture.store.superuser().sql("vacuum analyze").update();
  }

  @Test
  void readsAboutAPageOfAnAccountWhateverIsAskedFor() {
    Measured page =
        new Measured(filter ->
            history
                .transfers(
                    new HistoryQuery(
                        TenantId.DEFAULT, List.of(new AccountId(MERCHANT)), filter, null, 0, PAGE))
                .items());
    readsAboutAPage(page);
    assertThat(page.rowsRead("time effective", effective(), RARE)).isLessThan(FEW);
    // No index tells of amounts, for every payment would pay for it: entries are gone through.
    assertThat(page.rowsRead("amount", atLeast("50000"), RARE)).isLessThan(PAYMENTS + FEW);
    assertThat(page.rowsRead("amount nobody paid", atLeast("50001"), 0)).isLessThan(PAYMENTS + FEW);
  }

  @Test
  void readsAboutAPageOfATenantWhateverIsAskedFor() {
    Measured page =
        new Measured(filter -> history.transfers(TenantId.DEFAULT, filter, null, PAGE).items());
    readsAboutAPage(page);
    // What no index tells of is looked for among so many at once.
    assertThat(page.rowsRead("time effective", effective(), RARE)).isLessThan(MANY);
    assertThat(page.rowsRead("amount", atLeast("50000"), RARE)).isLessThan(MANY);
    assertThat(page.rowsRead("amount nobody paid", atLeast("50001"), 0)).isLessThan(MANY);
  }

  private static void readsAboutAPage(Measured page) {
    assertThat(page.rowsRead("nothing", HistoryFilter.NONE, PAGE)).isLessThan(FEW);
    assertThat(page.rowsRead("time recorded", recorded(), 20)).isLessThan(FEW);
    assertThat(page.rowsRead("party", party(), RARE)).isLessThan(FEW);
    assertThat(page.rowsRead("type", ofType(Transfer.Type.WITHDRAWAL), RARE)).isLessThan(FEW);
    assertThat(page.rowsRead("type nobody used", ofType(Transfer.Type.CAPTURE), 0)).isLessThan(FEW);
    assertThat(page.rowsRead("status completed", reversed(false), PAGE)).isLessThan(FEW);
    assertThat(page.rowsRead("status reversed", reversed(true), RARE)).isLessThan(FEW);
    assertThat(page.rowsRead("metadata", noted("order", "A-1"), RARE)).isLessThan(FEW);
    assertThat(page.rowsRead("metadata nobody wrote", noted("order", "A-2"), 0)).isLessThan(FEW);
  }

  /** A search, and what the database says it has read for it. */
  private final class Measured {
    private final Function<HistoryFilter, List<PostedTransfer>> search;

    Measured(Function<HistoryFilter, List<PostedTransfer>> search) {
      this.search = search;
    }

    long rowsRead(String name, HistoryFilter filter, int found) {
      assertThat(search.apply(filter)).as(name).hasSize(found);
      Read before = read();
      long began = System.nanoTime();
      List<PostedTransfer> page = search.apply(filter);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      Read after = read();
      if (TELLS) {
        System.out.printf(
            "%-22s %3d found, %8d rows read, %6d ms%n",
            name, page.size(), after.byIndex() - before.byIndex(), took.toMillis());
      }
      assertThat(after.inOrder()).as("scans of a whole table").isEqualTo(before.inOrder());
      return after.byIndex() - before.byIndex();
    }
  }

  private record Read(long inOrder, long byIndex) {}

  private Read read() {
    // Counts are handed over when a connection is idle.
    fixture.store.jdbc().sql("select pg_stat_force_next_flush()").query().singleRow();
    fixture.store.superuser().sql("select pg_stat_clear_snapshot()").query().singleRow();
    return fixture
        .store
        .superuser()
        .sql(ROWS_READ)
        .query((row, number) -> new Read(row.getLong("in_order"), row.getLong("by_index")))
        .single();
  }

  private static HistoryFilter recorded() {
    Instant middle = START.plusSeconds(PAYMENTS / 2);
    return during(middle, middle.plusSeconds(20), Sense.RECORDED);
  }

  private static HistoryFilter effective() {
    return during(null, START, Sense.EFFECTIVE);
  }

  private static HistoryFilter during(@Nullable Instant from, Instant to, Sense sense) {
    return new HistoryFilter(from, to, sense, null, Set.of(), null, null, List.of());
  }

  private static HistoryFilter party() {
    List<AccountId> payer = List.of(new AccountId(new UUID(2, 7)));
    return new HistoryFilter(null, null, Sense.RECORDED, payer, Set.of(), null, null, List.of());
  }

  private static HistoryFilter ofType(Transfer.Type type) {
    return new HistoryFilter(null, null, Sense.RECORDED, null, Set.of(type), null, null, List.of());
  }

  private static HistoryFilter reversed(boolean reversed) {
    return new HistoryFilter(
        null, null, Sense.RECORDED, null, Set.of(), null, null, List.of(), reversed);
  }

  private static HistoryFilter noted(String name, String value) {
    List<Note> notes = List.of(new Note(name, value));
    return new HistoryFilter(null, null, Sense.RECORDED, null, Set.of(), null, null, notes);
  }

  private static HistoryFilter atLeast(String amount) {
    BigDecimal least = new BigDecimal(amount);
    return new HistoryFilter(null, null, Sense.RECORDED, null, Set.of(), least, null, List.of());
  }
}
