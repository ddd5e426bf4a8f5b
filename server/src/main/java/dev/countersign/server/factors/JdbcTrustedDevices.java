package dev.countersign.server.factors;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RowTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code trusted_devices}. Works in the caller's transaction. */
@Component
final class JdbcTrustedDevices {
  private static final String INSERT =
      """
      insert into trusted_devices
        (id, tenant_id, user_id, token_hash, label_sealed, created_at, expires_at)
      values (:id, :tenant, :user, :hash, :label, :now, :expires)
      """;

  private static final String IS_TRUSTED =
      """
      select exists (
        select 1
        from trusted_devices
        where user_id = :user and token_hash = :hash and expires_at > :now and created_at > :since)
      """;

  private static final String LIST =
      """
      select id, tenant_id, user_id, label_sealed, created_at, expires_at
      from trusted_devices
      where user_id = :user and expires_at > :now
      order by id desc
      """;

  private static final String DELETE =
      "delete from trusted_devices where user_id = :user and id = :id";

  private static final String DELETE_OF = "delete from trusted_devices where user_id = :user";

  private static final String PURGE = "delete from trusted_devices where expires_at < :before";

  private final JdbcClient jdbc;

  JdbcTrustedDevices(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A device as the store has it. */
  @SuppressWarnings("ArrayRecordComponent") // Read from columns; nobody compares two.
  record Row(
      UUID id,
      TenantId tenant,
      UserId user,
      byte[] labelSealed,
      Instant createdAt,
      Instant expiresAt) {}

  void insert(Row row, byte[] hash) {
    jdbc.sql(INSERT)
        .param("id", row.id())
        .param("tenant", row.tenant().value())
        .param("user", row.user().value())
        .param("hash", hash)
        .param("label", row.labelSealed())
        .param("now", RowTime.parameter(row.createdAt()))
        .param("expires", RowTime.parameter(row.expiresAt()))
        .update();
  }

  /** Whether it is trusted and has been so since after a moment. */
  boolean isTrusted(UserId user, byte[] hash, Instant now, Instant since) {
    return jdbc.sql(IS_TRUSTED)
        .param("user", user.value())
        .param("hash", hash)
        .param("now", RowTime.parameter(now))
        .param("since", RowTime.parameter(since))
        .query(Boolean.class)
        .single();
  }

  List<Row> list(UserId user, Instant now) {
    return jdbc.sql(LIST)
        .param("user", user.value())
        .param("now", RowTime.parameter(now))
        .query((row, number) ->
            new Row(
                row.getObject("id", UUID.class),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                new UserId(row.getObject("user_id", UUID.class)),
                row.getBytes("label_sealed"),
                RowTime.read(row, "created_at"),
                RowTime.read(row, "expires_at")))
        .list();
  }

  boolean delete(UserId user, UUID id) {
    return jdbc.sql(DELETE).param("user", user.value()).param("id", id).update() == 1;
  }

  int deleteOf(UserId user) {
    return jdbc.sql(DELETE_OF).param("user", user.value()).update();
  }

  int purge(Instant before) {
    return jdbc.sql(PURGE).param("before", RowTime.parameter(before)).update();
  }
}
