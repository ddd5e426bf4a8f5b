package dev.countersign.server.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.StoreFixture;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a transaction sees of which tenants' rows, on the oldest and the newest PostgreSQL. */
@ParameterizedClass
@EnumSource
class RowLevelSecurityTests {
  private static final TenantId FIRST = TenantId.DEFAULT;

  // Filled once for each version; no test here takes anything away.
  private static final Map<PostgresVersion, Filled> STORES = new EnumMap<>(PostgresVersion.class);

  private record Filled(StoreFixture store, TenantId second) {}

  private final StoreFixture store;
  private final JdbcClient jdbc;
  private final TenantId second;

  RowLevelSecurityTests(PostgresVersion version) {
    Filled filled = STORES.computeIfAbsent(version, RowLevelSecurityTests::fill);
    this.store = filled.store();
    this.jdbc = store.jdbc();
    this.second = filled.second();
  }

  private static Filled fill(PostgresVersion version) {
    StoreFixture store = StoreFixture.createOn(version.server());
    TenantId second = store.newTenant();
    OneRowEach rows = new OneRowEach(store.superuser());
    rows.insert(FIRST);
    rows.insert(second);
    return new Filled(store, second);
  }

  @AfterAll
  static void close() {
    STORES.values().forEach(filled -> filled.store().close());
    STORES.clear();
  }

  @Test
  void showsNothingToAQueryThatSaysNoTenant() {
    List<String> tables = tables();
    assertThat(tables).hasSizeGreaterThan(15);

    for (String table : tables) {
      assertThat(rows(store.superuser(), table)).as(table + " has rows").isPositive();
      if (mayRead(table)) {
        assertThat(rows(jdbc, table)).as("rows of %s seen without a tenant", table).isZero();
      }
    }
  }

  @Test
  void showsEachTenantItsOwnRowsAlone() {
    for (String table : tables()) {
      if (!mayRead(table)) {
        continue;
      }
      String tenantOf = table.equals("tenants") ? "id" : "tenant_id";
      List<UUID> seen =
          store
              .transactions()
              .in(
                  second,
                  () ->
                      jdbc.sql("select distinct " + tenantOf + " from " + table)
                          .query((row, number) -> row.getObject(1, UUID.class))
                          .list());
      assertThat(seen).as("tenants seen in %s", table).containsExactly(second.value());
    }
  }

  @Test
  void forgetsTheTenantWithTheTransaction() {
    store.transactions().run(FIRST, () -> assertThat(rows(jdbc, "users")).isPositive());

    // The pool hands out the same connection again.
    for (int again = 0; again < 20; again++) {
      assertThat(rows(jdbc, "users")).isZero();
    }
  }

  @Test
  void refusesRowsOfATenantThatIsNotInScope() {
    assertThatThrownBy(() -> store.transactions().run(FIRST, () -> addAsset(second, "XAU")))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("row-level security");
    assertThatThrownBy(() ->
            store
                .transactions()
                .run(
                    FIRST,
                    () ->
                        jdbc.sql("update users set tenant_id = :tenant")
                            .param("tenant", second.value())
                            .update()))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("row-level security");
  }

  @Test
  void commitsRowsOfTwoTenantsTogether() {
    store
        .transactions()
        .in(
            Set.of(FIRST, second),
            () -> {
              addAsset(FIRST, "XAU");
              addAsset(second, "XAU");
              return true;
            });

    for (TenantId tenant : List.of(FIRST, second)) {
      assertThat(assets(tenant)).contains("XAU");
    }
  }

  @Test
  void refusesToWidenAnOpenTransaction() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            store.transactions().run(FIRST, () -> store.transactions().run(second, () -> {})));
  }

  @Test
  void letsTheCrossTenantRoleIntoTheListedTablesOnly() {
    List<String> readable =
        tables().stream()
            .filter(table ->
                store
                    .superuser()
                    .sql("select has_table_privilege('countersign_crosstenant', :t, 'select')")
                    .param("t", table)
                    .query(Boolean.class)
                    .single())
            .toList();

    assertThat(readable)
        .containsExactlyInAnyOrder(
            "tenants",
            "tenant_hosts",
            "waiting_payments",
            "schedules",
            "familiar_places",
            "payment_links",
            "holds",
            "conversions",
            "elevations",
            "passkey_challenges",
            "trusted_devices",
            "event_relay",
            "webhooks",
            "webhook_deliveries",
            "sessions",
            "signing_keys",
            "revocations",
            "refresh_tokens",
            "clients",
            "client_assertions",
            "accounts",
            "api_keys",
            "api_key_usage",
            "api_key_addresses",
            "payments",
            "pending_sign_ins",
            "entries",
            "factor_challenges",
            "factor_proofs",
            // The verifier compares refusals with their events.
            "idempotency_keys",
            "audit_events",
            "audit_pending",
            "audit_log",
            "audit_checkpoints",
            "mails",
            "registrations",
            "password_resets",
            "master_key_check");
    for (String table : readable) {
      long all = rows(store.superuser(), table);
      assertThat(store.transactions().acrossTenants(() -> rows(jdbc, table)))
          .as("rows of %s seen across tenants", table)
          .isEqualTo(all);
    }
  }

  @Test
  void neverLetsTheApplicationInheritTheCrossTenantRole() {
    assertThatThrownBy(() -> rows(jdbc, "audit_checkpoints"))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("permission denied");
  }

  @Test
  void letsTheApplicationChangeNoHistory() {
    for (String history :
        List.of("payments", "entries", "idempotency_keys", "audit_events", "audit_log")) {
      for (String change : List.of("delete from ", "truncate ")) {
        assertThatThrownBy(
                () -> store.transactions().run(FIRST, () -> jdbc.sql(change + history).update()))
            .as(change + history)
            .isInstanceOf(DataAccessException.class)
            .hasStackTraceContaining("permission denied");
      }
      assertThatThrownBy(() ->
              store
                  .transactions()
                  .run(
                      FIRST,
                      () -> jdbc.sql("update " + history + " set tenant_id = tenant_id").update()))
          .as("update " + history)
          .isInstanceOf(DataAccessException.class)
          .hasStackTraceContaining("permission denied");
    }
  }

  private void addAsset(TenantId tenant, String code) {
    jdbc.sql("insert into assets (tenant_id, code, scale) values (:tenant, :code, 2)")
        .param("tenant", tenant.value())
        .param("code", code)
        .update();
  }

  private List<String> assets(TenantId tenant) {
    return store
        .superuser()
        .sql("select code from assets where tenant_id = :tenant")
        .param("tenant", tenant.value())
        .query((row, number) -> row.getString(1))
        .list();
  }

  private List<String> tables() {
    return store
        .superuser()
        .sql(
            """
            select relname
            from pg_class
            where relnamespace = 'public'::regnamespace
              and relkind in ('r', 'p')
              and not relispartition
              and relname <> 'flyway_schema_history'
            """)
        .query((row, number) -> row.getString(1))
        .list();
  }

  private boolean mayRead(String table) {
    return store
        .superuser()
        .sql("select has_table_privilege('countersign_app', :t, 'select')")
        .param("t", table)
        .query(Boolean.class)
        .single();
  }

  private static long rows(JdbcClient as, String table) {
    return as.sql("select count(*) from " + table).query(Long.class).single();
  }
}
