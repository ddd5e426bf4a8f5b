package dev.countersign.server.factors;

import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code passkey_challenges}. Works in the caller's transaction. */
@Component
final class JdbcPasskeyChallenges {
  private static final String INSERT =
      """
      insert into passkey_challenges (tenant_id, challenge_hash, expires_at)
      values (:tenant, :hash, :expires)
      """;

  // Of two that answer one challenge at once, the second waits for the first and deletes nothing.
  private static final String SPEND =
      """
      delete from passkey_challenges
      where tenant_id = :tenant and challenge_hash = :hash and expires_at > :now
      """;

  private static final String PURGE = "delete from passkey_challenges where expires_at < :before";

  private final JdbcClient jdbc;

  JdbcPasskeyChallenges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(TenantId tenant, byte[] hash, Instant expires) {
    jdbc.sql(INSERT)
        .param("tenant", tenant.value())
        .param("hash", hash)
        .param("expires", expires.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** False where there is none, or it was answered, or is too old. */
  boolean spend(TenantId tenant, byte[] hash, Instant now) {
    return jdbc.sql(SPEND)
            .param("tenant", tenant.value())
            .param("hash", hash)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  int purge(Instant before) {
    return jdbc.sql(PURGE).param("before", before.atOffset(ZoneOffset.UTC)).update();
  }
}
