package dev.countersign.server.revocation;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.RowTime;
import dev.countersign.server.platform.store.UuidArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table {@code revocations}. */
final class JdbcRevocations {
  private static final String INSERT =
      """
      insert into revocations
        (id, tenant_id, kind, user_id, revoked_at, effective_at, expires_at, reason)
      select id, tenant_id, kind, user_id, revoked_at::timestamptz, effective_at::timestamptz,
        expires_at::timestamptz, reason
      from unnest(:id, :tenant, :kind, :user, :revoked, :effective, :expires, :reason)
        as revocation (id, tenant_id, kind, user_id, revoked_at, effective_at, expires_at, reason)
      on conflict (id) do update
      set effective_at = least(revocations.effective_at, excluded.effective_at),
        recorded_in = excluded.recorded_in
      where excluded.effective_at < revocations.effective_at
      """;

  private static final String CLOSE_GATES = "select close_revocation_gates(:tenants)";

  private static final String FIND_AMONG = "select id, effective_at from revocations_among(?, ?)";

  // One statement, so one snapshot: what commits after it has a later transaction, or one that was
  // running then, and both are at or beyond the horizon. The next look begins there.
  private static final String FIND_SINCE =
      """
      select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
        revocations.id, revocations.effective_at, revocations.expires_at
      from (select) as always
      left join revocations on recorded_in >= :since::xid8
      """;

  private static final String PURGE =
      """
      delete from revocations
      where expires_at < least(:now, now()) - interval '2 hours'
      """;

  private final JdbcClient jdbc;

  JdbcRevocations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What the view needs of a revocation. */
  record Entry(UUID id, Instant effectiveAt, Instant expiresAt) {}

  void insert(List<Revocation> revocations) {
    jdbc.sql(INSERT)
        .param("id", column("uuid", revocations, Revocation::id))
        .param("tenant", column("uuid", revocations, row -> row.tenant().value()))
        .param("kind", column("text", revocations, row -> row.kind().wireName()))
        .param("user", column("uuid", revocations, row -> valueOf(row.user())))
        .param("revoked", column("text", revocations, row -> row.revokedAt().toString()))
        .param("effective", column("text", revocations, row -> row.effectiveAt().toString()))
        .param("expires", column("text", revocations, row -> row.expiresAt().toString()))
        .param("reason", column("text", revocations, Revocation::reason))
        .update();
  }

  /** Waits for postings of these tenants, and lets none begin to judge until this commits. */
  void closeGates(Collection<TenantId> tenants) {
    jdbc.sql(CLOSE_GATES).param("tenants", ids(tenants)).query(row -> {});
  }

  /** Which of these ids are revoked, each with the time from which on it is. */
  Map<UUID, Instant> findAmong(Collection<TenantId> tenants, Collection<UUID> ids) {
    ResultSetExtractor<Map<UUID, Instant>> reading = JdbcRevocations::revoked;
    return jdbc.sql(FIND_AMONG)
        .param(UuidArray.of(tenants.stream().map(TenantId::value).toList()))
        .param(UuidArray.of(ids))
        .query(reading);
  }

  static Supplier<Map<UUID, Instant>> findAmong(
      Collection<TenantId> tenants, Collection<UUID> ids, RoundTrip trip) {
    return trip.ask(
        FIND_AMONG,
        bound -> bound.rows(tenants).ids(tenant -> tenant).rows(ids).uuids(id -> id),
        JdbcRevocations::revoked);
  }

  private static Map<UUID, Instant> revoked(ResultSet rows) throws SQLException {
    Map<UUID, Instant> revoked = new HashMap<>();
    while (rows.next()) {
      revoked.put(rows.getObject("id", UUID.class), RowTime.read(rows, "effective_at"));
    }
    return revoked;
  }

  /**
   * Tells every revocation of all tenants recorded since a horizon, and answers the next one.
   *
   * @param since zero for all there are
   */
  long findSince(long since, Consumer<Entry> each) {
    long[] horizon = {since};
    jdbc.sql(FIND_SINCE)
        .withFetchSize(10_000)
        .param("since", Long.toUnsignedString(since))
        .query(row -> {
          horizon[0] = Long.parseUnsignedLong(row.getString("horizon"));
          UUID id = row.getObject("id", UUID.class);
          if (id != null) {
            each.accept(
                new Entry(id, RowTime.read(row, "effective_at"), RowTime.read(row, "expires_at")));
          }
        });
    return horizon[0];
  }

  int purge(Instant now) {
    return jdbc.sql(PURGE).param("now", now.atOffset(ZoneOffset.UTC)).update();
  }

  private static SqlArrayValue column(
      String type,
      List<Revocation> revocations,
      Function<Revocation, ? extends @Nullable Object> value) {
    return new SqlArrayValue(type, revocations.stream().map(value).toArray());
  }

  private static UUID[] ids(Collection<TenantId> tenants) {
    return tenants.stream().map(TenantId::value).distinct().sorted().toArray(UUID[]::new);
  }

  private static @Nullable UUID valueOf(@Nullable UserId user) {
    return user == null ? null : user.value();
  }
}
