package dev.countersign.server.tokens;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code refresh_tokens}. */
final class JdbcRefreshTokens {
  private static final String INSERT =
      """
      insert into refresh_tokens (jti, tenant_id, session_id, issued_at, expires_at)
      values (:jti, :tenant, :session, :now, :expires)
      """;

  // A second one waits here for the first one's commit, and then finds the token spent.
  private static final String SPEND =
      """
      update refresh_tokens
      set used_at = :now
      where jti = :jti and session_id = :session and used_at is null
      """;

  private final JdbcClient jdbc;

  JdbcRefreshTokens(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(UUID jti, TenantId tenant, SessionId session, Instant now, Instant expires) {
    jdbc.sql(INSERT)
        .param("jti", jti)
        .param("tenant", tenant.value())
        .param("session", session.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("expires", expires.atOffset(ZoneOffset.UTC))
        .update();
  }

  boolean spend(UUID jti, SessionId session, Instant now) {
    return jdbc.sql(SPEND)
            .param("jti", jti)
            .param("session", session.value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }
}
