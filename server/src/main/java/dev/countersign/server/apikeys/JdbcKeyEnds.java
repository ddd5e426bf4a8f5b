package dev.countersign.server.apikeys;

import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What of the table {@code api_keys} is about the ends of keys. */
final class JdbcKeyEnds {
  // A key made for less than the time of warning needs none.
  private static final String FIND =
      """
      select id, tenant_id
      from api_keys
      where revoked_at is null and end_told_at is null
        and (least(expires_at, ends_at) <= :now
          or (warned_at is null and replaced_by is null
            and expires_at <= :now + make_interval(secs => :warning)
            and expires_at - created_at > make_interval(secs => :warning)))
      order by id
      limit :limit
      """;

  private static final String MARK_WARNED =
      """
      update api_keys
      set warned_at = :now
      where id = :id and warned_at is null
      """;

  private static final String MARK_END_TOLD =
      """
      update api_keys
      set end_told_at = :now
      where id = :id and end_told_at is null
      """;

  private final JdbcClient jdbc;

  JdbcKeyEnds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A key about whose end somebody is to be told. */
  record Due(ApiKeyId id, TenantId tenant) {}

  /** Of all tenants. */
  List<Due> find(Instant now, Duration warning, int limit) {
    return jdbc.sql(FIND)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("warning", warning.toSeconds())
        .param("limit", limit)
        .query((row, number) ->
            new Due(
                new ApiKeyId(row.getObject("id", UUID.class)),
                new TenantId(row.getObject("tenant_id", UUID.class))))
        .list();
  }

  boolean markWarned(ApiKeyId id, Instant now) {
    return mark(MARK_WARNED, id, now);
  }

  boolean markEndTold(ApiKeyId id, Instant now) {
    return mark(MARK_END_TOLD, id, now);
  }

  private boolean mark(String sql, ApiKeyId id, Instant now) {
    return jdbc.sql(sql).param("id", id.value()).param("now", now.atOffset(ZoneOffset.UTC)).update()
        == 1;
  }
}
