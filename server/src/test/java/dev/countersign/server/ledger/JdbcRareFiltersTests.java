package dev.countersign.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.StoreFixture;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcRareFiltersTests {
  private static final AccountId PARTY = new AccountId(new UUID(7, 7));
  private static final HistoryFilter OF_PARTY =
      new HistoryFilter(
          null, null, Sense.RECORDED, List.of(PARTY), Set.of(), null, null, List.of());

  private final StoreFixture store = StoreFixture.create();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void tellsEachOfFewPaymentsOnce() {
    haveTwoEntriesInEachOf(JdbcRareFilters.FEW / 2);
    assertThat(find()).hasValueSatisfying(few -> assertThat(few).hasSize(JdbcRareFilters.FEW / 2));
  }

  @Test
  void takesNoPartOfManyForAllOfFew() {
    haveTwoEntriesInEachOf(JdbcRareFilters.FEW / 2 + 100);
    assertThat(find()).isEmpty();
  }

  private Optional<UUID[]> find() {
    return store
        .transactions()
        .in(
            TenantId.DEFAULT,
            () -> new JdbcRareFilters(store.jdbc()).find(TenantId.DEFAULT, OF_PARTY));
  }

  private void haveTwoEntriesInEachOf(int payments) {
    store
        .superuser()
        .sql(
            """
            insert into entries (
              payment_id, position, tenant_id, account_id, asset, amount, account_version,
              balance_after, effective_at, recorded_at)
            select
              uuid_floor(now() + p * interval '1 millisecond'), i, :tenant, :party, 'USD', 1,
              2 * p + i, 1, now(), now()
            from generate_series(1, :payments) as p
            cross join generate_series(0, 1) as i
            """)
        .param("tenant", TenantId.DEFAULT.value())
        .param("party", PARTY.value())
        .param("payments", payments)
        .update();
  }
}
