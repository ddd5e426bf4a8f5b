package dev.countersign.server.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.StoreFixture;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class RoundTripTests {
  private static final LocalSettings SETTINGS = LocalSettings.of(Map.of("lock_timeout", "3s"));

  private final StoreFixture store = StoreFixture.create();
  private final RoundTrip trip = new RoundTrip(new JdbcTemplate(store.application()));

  @BeforeEach
  void open() {
    store.superuser().sql("create table notes (id serial primary key, text text)").update();
    store.superuser().sql("grant all on notes to public").update();
    store.superuser().sql("grant all on notes_id_seq to public").update();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void executesInOrderAndHandsEachOwnerItsAnswer() {
    UUID id = UUID.fromString("0197c0de-0000-7000-8000-000000000001");
    Supplier<List<String>> before = all();
    write("one");
    Supplier<List<String>> between = all();
    write("two");
    Supplier<List<UUID>> ids =
        trip.list(
            "select unnest(?::uuid[])",
            bound -> bound.rows(List.of(id)).uuids(row -> row),
            row -> row.getObject(1, UUID.class));
    Supplier<List<String>> after = all();

    store
        .transactions()
        .run(
            TenantId.DEFAULT,
            () -> {
              trip.make();
              assertThat(before.get()).isEmpty();
              assertThat(between.get()).containsExactly("one");
              assertThat(ids.get()).containsExactly(id);
              assertThat(after.get()).containsExactly("one", "two");
            });
  }

  @Test
  void isMadeAgainWithWhatWasAddedSince() {
    Supplier<List<String>> first = all();
    trip.make();
    Supplier<List<String>> second = all();

    assertThat(first.get()).isEmpty();
    assertThatThrownBy(second::get).isInstanceOf(IllegalStateException.class);
    trip.make();
    assertThat(second.get()).isEmpty();
    trip.make();
  }

  @Test
  void commitsNothingWhereOtherRowsAreFoundThanCountedOn() {
    write("three");
    trip.write(
        "with updated as (update notes set text = 'changed' returning 1)"
            + " select require_rows(count(*), ?) from updated",
        bound -> bound.number(2));
    requireUndone(trip::makeAndCommit, "expected 2 rows, but 1 were as they had been read");
  }

  @Test
  void commitsWithTheTripAndThenIsTold() {
    AtomicBoolean told = new AtomicBoolean();
    write("six");

    store
        .transactions()
        .run(
            TenantId.DEFAULT,
            () -> {
              TransactionSynchronizationManager.registerSynchronization(
                  new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                      told.set(true);
                    }
                  });
              trip.makeAndCommit();
              assertThat(store.superuser().sql("select text from notes").query().singleValue())
                  .isEqualTo("six");
            });

    assertThat(told).isTrue();
  }

  @Test
  void leavesTheNextTransactionOnTheConnectionOutsideOfWhatItCommitted() {
    store
        .transactions()
        .in(
            Set.of(TenantId.DEFAULT),
            SETTINGS,
            begun -> {
              begun.makeAndCommit();
              return true;
            });

    assertThatThrownBy(() ->
            store
                .transactions()
                .run(
                    TenantId.DEFAULT,
                    () -> {
                      write("seven");
                      trip.make();
                      throw new IllegalStateException("undone");
                    }))
        .hasMessage("undone");
    assertThat(notes()).isZero();
    assertThat(store.jdbc().sql("select count(*) from tenants").query(Long.class).single())
        .isZero();
  }

  @Test
  void undoesEverythingWhereOneStatementFails() {
    write("four");
    trip.write("insert into notes (text) select 1 / length(?)", bound -> bound.text(""));
    requireUndone(trip::make, "division by zero");
  }

  @Test
  void opensATransactionThatSeesItsTenantsUnderItsSettings() {
    String seen =
        store
            .transactions()
            .in(
                Set.of(TenantId.DEFAULT),
                SETTINGS,
                begun -> {
                  Supplier<List<String>> told =
                      begun.list(
                          "select name || current_setting('lock_timeout') from tenants",
                          bound -> {},
                          row -> row.getString(1));
                  begun.make();
                  return String.join(",", told.get());
                });
    assertThat(seen).endsWith("3s");
  }

  // Without it, whoever looks first would find nothing and take that for the answer.
  @Test
  void isMadeBeforeOthersJoinTheTransaction() {
    JdbcClient jdbc = store.jdbc();
    Long seen =
        store
            .transactions()
            .in(
                Set.of(TenantId.DEFAULT),
                SETTINGS,
                begun -> store.transactions().in(TenantId.DEFAULT, () -> tenants(jdbc)));
    assertThat(seen).isEqualTo(1);
  }

  private static Long tenants(JdbcClient jdbc) {
    return jdbc.sql("select count(*) from tenants").query(Long.class).single();
  }

  private Supplier<List<String>> all() {
    return trip.list(
        "select text from notes order by id", bound -> {}, row -> row.getString("text"));
  }

  private void requireUndone(Runnable work, String why) {
    assertThatThrownBy(() -> store.transactions().run(TenantId.DEFAULT, work))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining(why);
    assertThat(notes()).isZero();
  }

  private long notes() {
    return store.jdbc().sql("select count(*) from notes").query(Long.class).single();
  }

  private void write(String text) {
    trip.write("insert into notes (text) values (?)", bound -> bound.text(text));
  }
}
