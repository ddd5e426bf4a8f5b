package dev.countersign.server.recovery;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RowTime;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code password_resets}. Works in the caller's transaction. */
@Component
class JdbcPasswordResets {
  private static final String INSERT =
      """
      insert into password_resets (id, tenant_id, user_id, token_hash, created_at, expires_at)
      values (:id, :tenant, :user, :token, :now, :expires)
      """;

  private static final String COUNT =
      "select count(*) from password_resets where user_id = :user and created_at > :since";

  private static final String FIND_LIVE =
      """
      select user_id
      from password_resets
      where token_hash = :token and ended_at is null and expires_at > :now
      """;

  private static final String SPEND =
      """
      update password_resets
      set ended_at = :now
      where token_hash = :token and ended_at is null and expires_at > :now
      """;

  private static final String END_OF =
      "update password_resets set ended_at = :now where user_id = :user and ended_at is null";

  private static final String PURGE = "delete from password_resets where created_at < :before";

  private final JdbcClient jdbc;

  JdbcPasswordResets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(
      UUID id, TenantId tenant, UserId user, byte[] tokenHash, Instant now, Instant expires) {
    jdbc.sql(INSERT)
        .param("id", id)
        .param("tenant", tenant.value())
        .param("user", user.value())
        .param("token", tokenHash)
        .param("now", RowTime.parameter(now))
        .param("expires", RowTime.parameter(expires))
        .update();
  }

  long countSince(UserId user, Instant since) {
    return jdbc.sql(COUNT)
        .param("user", user.value())
        .param("since", RowTime.parameter(since))
        .query(Long.class)
        .single();
  }

  Optional<UserId> findLive(byte[] tokenHash, Instant now) {
    return jdbc.sql(FIND_LIVE)
        .param("token", tokenHash)
        .param("now", RowTime.parameter(now))
        .query(UUID.class)
        .optional()
        .map(UserId::new);
  }

  /** False where it was good for nothing already. */
  boolean spend(byte[] tokenHash, Instant now) {
    return jdbc.sql(SPEND).param("token", tokenHash).param("now", RowTime.parameter(now)).update()
        == 1;
  }

  void endOf(UserId user, Instant now) {
    jdbc.sql(END_OF).param("user", user.value()).param("now", RowTime.parameter(now)).update();
  }

  int purge(Instant before) {
    return jdbc.sql(PURGE).param("before", RowTime.parameter(before)).update();
  }
}
