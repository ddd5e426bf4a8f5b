package dev.countersign.server.credentials;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code password_change_tokens}. */
final class JdbcChangeTokens {
  private static final String PUT =
      """
      insert into password_change_tokens (user_id, tenant_id, token_hash, expires_at)
      values (:user, :tenant, :hash, :expires)
      on conflict (user_id) do update
      set token_hash = excluded.token_hash, expires_at = excluded.expires_at
      """;

  private static final String FIND =
      """
      select user_id
      from password_change_tokens
      where token_hash = :hash and expires_at > :now
      """;

  private static final String SPEND =
      """
      delete from password_change_tokens
      where token_hash = :hash and expires_at > :now
      """;

  private final JdbcClient jdbc;

  JdbcChangeTokens(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void put(TenantId tenant, UserId user, byte[] hash, Instant expires) {
    jdbc.sql(PUT)
        .param("user", user.value())
        .param("tenant", tenant.value())
        .param("hash", hash)
        .param("expires", expires.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<UserId> find(byte[] hash, Instant now) {
    return jdbc.sql(FIND)
        .param("hash", hash)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(UUID.class)
        .optional()
        .map(UserId::new);
  }

  boolean spend(byte[] hash, Instant now) {
    return jdbc.sql(SPEND).param("hash", hash).param("now", now.atOffset(ZoneOffset.UTC)).update()
        == 1;
  }
}
