package dev.countersign.server.elevations;

import dev.countersign.server.elevations.Elevation.Status;
import dev.countersign.server.platform.id.ElevationId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.TypedId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code elevations}. */
@Component
final class JdbcElevations {
  private static final String COLUMNS =
      """
      select id, tenant_id, user_id, role, reason_sealed, minutes, status, requested_at,
        open_until, decided_by, decided_at, ends_at, ended_at
      from elevations
      """;

  private static final String INSERT =
      """
      insert into elevations
        (id, tenant_id, user_id, role, reason_sealed, minutes, status, requested_at, open_until)
      values (:id, :tenant, :user, :role, :reason, :minutes, 'pending', :requested, :open)
      on conflict do nothing
      """;

  private static final String UPDATE =
      """
      update elevations
      set status = :status, decided_by = :by, decided_at = :decided, ends_at = :ends,
        ended_at = :ended
      where id = :id
      """;

  private static final String FIND = COLUMNS + "where id = :id";

  private static final String LIST =
      COLUMNS
          + """
          where tenant_id = :tenant and id < :before
            and (:user::uuid is null or user_id = :user::uuid)
          order by id desc
          limit :limit
          """;

  private static final String ACTIVE_IN_ROLES =
      COLUMNS + "where tenant_id = :tenant and status = 'active' and role = any (:roles)";

  private static final String IS_ELEVATED_BY =
      """
      select exists (
        select 1
        from elevations
        where user_id = :user and decided_by = :by and status = 'active')
      """;

  private static final String IS_BETWEEN =
      """
      select exists (
        select 1
        from elevations
        where ((user_id = :one and decided_by = :other) or (user_id = :other and decided_by = :one))
          and (status = 'active'
            or (status in ('ended', 'revoked') and coalesce(ended_at, ends_at) > :since)))
      """;

  // Through all tenants; each is then looked at again in a transaction of its own.
  private static final String DUE =
      """
      select id, tenant_id
      from elevations
      where status in ('pending', 'active') and coalesce(ends_at, open_until) <= :now
      order by id
      limit 1000
      """;

  private final JdbcClient jdbc;
  private final ElevationReasons reasons;

  JdbcElevations(JdbcClient jdbc, ElevationReasons reasons) {
    this.jdbc = jdbc;
    this.reasons = reasons;
  }

  /** One that is due, and whose it is. */
  record Due(ElevationId id, TenantId tenant) {}

  boolean insert(Elevation elevation, byte[] reason) {
    return jdbc.sql(INSERT)
            .param("id", elevation.id().value())
            .param("tenant", elevation.tenant().value())
            .param("user", elevation.user().value())
            .param("role", elevation.role())
            .param("reason", reason)
            .param("minutes", elevation.minutes())
            .param("requested", RowTime.parameter(elevation.requestedAt()))
            .param("open", RowTime.parameter(elevation.openUntil()))
            .update()
        == 1;
  }

  void update(Elevation elevation) {
    UserId by = elevation.decidedBy();
    jdbc.sql(UPDATE)
        .param("id", elevation.id().value())
        .param("status", elevation.status().wireName())
        .param("by", by == null ? null : by.value())
        .param("decided", RowTime.optionalParameter(elevation.decidedAt()))
        .param("ends", RowTime.optionalParameter(elevation.endsAt()))
        .param("ended", RowTime.optionalParameter(elevation.endedAt()))
        .update();
  }

  Optional<Elevation> find(ElevationId id) {
    return jdbc.sql(FIND).param("id", id.value()).query((row, number) -> read(row)).optional();
  }

  List<Elevation> list(
      TenantId tenant, @Nullable UserId user, @Nullable ElevationId before, int limit) {
    return jdbc.sql(LIST)
        .param("tenant", tenant.value())
        .param("user", user == null ? null : user.value())
        .param("before", TypedId.valueOrLast(before))
        .param("limit", limit)
        .query((row, number) -> read(row))
        .list();
  }

  List<Elevation> activeIn(TenantId tenant, Collection<String> roles) {
    return jdbc.sql(ACTIVE_IN_ROLES)
        .param("tenant", tenant.value())
        .param("roles", roles.toArray(String[]::new))
        .query((row, number) -> read(row))
        .list();
  }

  boolean isElevatedBy(UserId user, UserId by) {
    return jdbc.sql(IS_ELEVATED_BY)
        .param("user", user.value())
        .param("by", by.value())
        .query(Boolean.class)
        .single();
  }

  boolean isBetween(UserId one, UserId other, Instant since) {
    return jdbc.sql(IS_BETWEEN)
        .param("one", one.value())
        .param("other", other.value())
        .param("since", RowTime.parameter(since))
        .query(Boolean.class)
        .single();
  }

  List<Due> due(Instant now) {
    return jdbc.sql(DUE)
        .param("now", RowTime.parameter(now))
        .query((row, number) ->
            new Due(
                new ElevationId(row.getObject("id", UUID.class)),
                new TenantId(row.getObject("tenant_id", UUID.class))))
        .list();
  }

  private Elevation read(ResultSet row) throws SQLException {
    ElevationId id = new ElevationId(row.getObject("id", UUID.class));
    TenantId tenant = new TenantId(row.getObject("tenant_id", UUID.class));
    UserId user = new UserId(row.getObject("user_id", UUID.class));
    UUID by = row.getObject("decided_by", UUID.class);
    return new Elevation(
        id,
        tenant,
        user,
        row.getString("role"),
        reasons.open(tenant, user, id, row.getBytes("reason_sealed")).orElse(null),
        row.getInt("minutes"),
        Status.ofWireName(row.getString("status")),
        RowTime.read(row, "requested_at"),
        RowTime.read(row, "open_until"),
        by == null ? null : new UserId(by),
        RowTime.readOptional(row, "decided_at"),
        RowTime.readOptional(row, "ends_at"),
        RowTime.readOptional(row, "ended_at"));
  }
}
