package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds holds whose time is over, of all tenants. */
final class JdbcExpiredHolds {
  private static final String FIND =
      """
      select tenant_id, id
      from holds
      where state = 'open' and expires_at <= :now
      order by expires_at
      limit :limit
      """;

  private final JdbcClient jdbc;

  JdbcExpiredHolds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What releases each, those first whose time was over first. */
  List<Release> find(Instant now, int limit) {
    return jdbc.sql(FIND)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("limit", limit)
        .query((row, number) ->
            Release.expiry(
                new TenantId(JdbcRows.requiredUuid(row, "tenant_id")),
                new PaymentId(JdbcRows.requiredUuid(row, "id"))))
        .list();
  }
}
