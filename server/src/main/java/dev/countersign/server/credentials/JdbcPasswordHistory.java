package dev.countersign.server.credentials;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code password_history}. */
final class JdbcPasswordHistory {
  private static final String ADD =
      """
      insert into password_history (user_id, version, tenant_id, hash, replaced_at)
      values (:user, :version, :tenant, :hash, :now)
      """;

  private static final String LATEST =
      """
      select hash
      from password_history
      where user_id = :user
      order by version desc
      limit :limit
      """;

  private static final String FORGET_ALL_BUT =
      """
      delete from password_history
      where user_id = :user
        and version <= (
          select max(version)
          from password_history
          where user_id = :user) - :keep
      """;

  private final JdbcClient jdbc;

  JdbcPasswordHistory(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(TenantId tenant, UserId user, long version, String hash, Instant now) {
    jdbc.sql(ADD)
        .param("user", user.value())
        .param("version", version)
        .param("tenant", tenant.value())
        .param("hash", hash)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The hashes of the passwords a person had last, the latest first. */
  List<String> latest(UserId user, int limit) {
    return jdbc.sql(LATEST)
        .param("user", user.value())
        .param("limit", limit)
        .query((row, number) -> row.getString("hash"))
        .list();
  }

  /** Each version counts one password, so the latest are the highest. */
  void forgetAllBut(UserId user, int keep) {
    jdbc.sql(FORGET_ALL_BUT).param("user", user.value()).param("keep", keep).update();
  }
}
