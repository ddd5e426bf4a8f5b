package dev.countersign.server.tokens;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.RowTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code refresh_tokens}. */
final class JdbcRefreshTokens {
  private static final String INSERT =
      """
      insert into refresh_tokens
        (jti, tenant_id, session_id, issued_at, expires_at, access_jti, access_expires_at)
      values (:jti, :tenant, :session, :now, :expires, :access, :access_expires)
      """;

  private static final String FIND =
      """
      select used_at, successor_sealed, successor_until, used_by
      from refresh_tokens
      where jti = :jti and session_id = :session
      """;

  private static final String SPEND =
      """
      update refresh_tokens
      set used_at = :now, successor_sealed = :sealed, successor_until = :until, used_by = :device
      where jti = :jti and session_id = :session and used_at is null
      """;

  private static final String FIND_ACCESS =
      """
      select session_id, access_expires_at
      from refresh_tokens
      where access_jti = :access
      """;

  private static final String IS_UNUSED =
      """
      select exists (
        select from refresh_tokens where jti = :jti and session_id = :session and used_at is null)
      """;

  private static final String FORGET_SUCCESSORS =
      """
      update refresh_tokens
      set successor_sealed = null, successor_until = null
      where successor_until < :now
      """;

  private static final String PURGE =
      """
      delete from refresh_tokens
      where expires_at < least(:now, now()) - interval '1 day'
      """;

  private final JdbcClient jdbc;

  JdbcRefreshTokens(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A pair as it was issued. */
  record Pair(
      UUID refresh,
      UUID access,
      TenantId tenant,
      SessionId session,
      Instant issuedAt,
      Instant refreshExpiresAt,
      Instant accessExpiresAt) {}

  /** An access token that was issued. */
  record Access(SessionId session, Instant expiresAt) {}

  void insert(Pair pair) {
    jdbc.sql(INSERT)
        .param("jti", pair.refresh())
        .param("tenant", pair.tenant().value())
        .param("session", pair.session().value())
        .param("now", pair.issuedAt().atOffset(ZoneOffset.UTC))
        .param("expires", pair.refreshExpiresAt().atOffset(ZoneOffset.UTC))
        .param("access", pair.access())
        .param("access_expires", pair.accessExpiresAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<RefreshUse> find(UUID jti, SessionId session) {
    return jdbc.sql(FIND)
        .param("jti", jti)
        .param("session", session.value())
        .query((row, number) ->
            new RefreshUse(
                RowTime.readOptional(row, "used_at"),
                row.getBytes("successor_sealed"),
                RowTime.readOptional(row, "successor_until"),
                row.getBytes("used_by")))
        .optional();
  }

  /** The caller holds the session's row, so nobody else spends it meanwhile. */
  boolean spend(
      UUID jti, SessionId session, Instant now, byte[] sealed, Instant until, byte[] device) {
    return jdbc.sql(SPEND)
            .param("jti", jti)
            .param("session", session.value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("sealed", sealed)
            .param("until", until.atOffset(ZoneOffset.UTC))
            .param("device", device)
            .update()
        == 1;
  }

  boolean isUnused(UUID jti, SessionId session) {
    return jdbc.sql(IS_UNUSED)
        .param("jti", jti)
        .param("session", session.value())
        .query(Boolean.class)
        .single();
  }

  Optional<Access> findAccess(UUID access) {
    return jdbc.sql(FIND_ACCESS)
        .param("access", access)
        .query((row, number) ->
            new Access(
                new SessionId(row.getObject("session_id", UUID.class)),
                RowTime.read(row, "access_expires_at")))
        .optional();
  }

  /** Deletes what is kept for windows that have closed, of all tenants. */
  int forgetSuccessors(Instant now) {
    return jdbc.sql(FORGET_SUCCESSORS).param("now", now.atOffset(ZoneOffset.UTC)).update();
  }

  int purge(Instant now) {
    return jdbc.sql(PURGE).param("now", now.atOffset(ZoneOffset.UTC)).update();
  }
}
