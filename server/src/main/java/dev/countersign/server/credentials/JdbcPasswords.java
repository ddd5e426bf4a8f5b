package dev.countersign.server.credentials;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code passwords}. */
final class JdbcPasswords {
  private static final String PUT =
      """
      insert into passwords (user_id, tenant_id, hash, changed_at)
      values (:user, :tenant, :hash, :now)
      on conflict (user_id) do update
      set hash = excluded.hash, changed_at = excluded.changed_at
      """;

  private static final String FIND =
      """
      select hash
      from passwords
      where user_id = :user
      """;

  // Only over the hash that was checked: a password changed meanwhile stays changed.
  private static final String REPLACE =
      """
      update passwords
      set hash = :fresh, changed_at = :now
      where user_id = :user and hash = :old
      """;

  private final JdbcClient jdbc;

  JdbcPasswords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void put(TenantId tenant, UserId user, String hash, Instant now) {
    jdbc.sql(PUT)
        .param("user", user.value())
        .param("tenant", tenant.value())
        .param("hash", hash)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<String> find(UserId user) {
    return jdbc.sql(FIND).param("user", user.value()).query(String.class).optional();
  }

  void replace(UserId user, String old, String fresh, Instant now) {
    jdbc.sql(REPLACE)
        .param("user", user.value())
        .param("old", old)
        .param("fresh", fresh)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
