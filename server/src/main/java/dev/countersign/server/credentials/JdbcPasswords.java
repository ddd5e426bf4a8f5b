package dev.countersign.server.credentials;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code passwords}. */
final class JdbcPasswords {
  private static final String PUT =
      """
      insert into passwords (user_id, tenant_id, hash, changed_at, change_reason)
      values (:user, :tenant, :hash, :now, :reason)
      on conflict (user_id) do update
      set hash = excluded.hash, changed_at = excluded.changed_at, version = passwords.version + 1,
        change_reason = excluded.change_reason, breach_checked_at = null, beside_factor = false
      """;

  private static final String FIND =
      """
      select hash, version, changed_at, breach_checked_at, change_reason
      from passwords
      where user_id = :user
      """;

  private static final String LOCK_VERSION =
      """
      select version
      from passwords
      where user_id = :user
      for share
      """;

  private static final String LOCK =
      """
      select hash, version, changed_at, breach_checked_at, change_reason
      from passwords
      where user_id = :user
      for update
      """;

  // Only over the hash that was checked: a password changed meanwhile stays changed. It is the same
  // password, as old as it was.
  private static final String REPLACE =
      """
      update passwords
      set hash = :fresh
      where user_id = :user and hash = :old
      """;

  private static final String MARK_CHECKED =
      """
      update passwords
      set breach_checked_at = :now
      where user_id = :user and version = :version
      """;

  private static final String MARK_BESIDE_FACTOR =
      """
      update passwords
      set beside_factor = true
      where user_id = :user
      """;

  private static final String DEMAND_CHANGE_BESIDE_FACTOR =
      """
      update passwords
      set change_reason = 'factor_lost'
      where user_id = :user and beside_factor and change_reason is null
      """;

  private static final String DEMAND_CHANGE =
      """
      update passwords
      set change_reason = :reason
      where user_id = :user and version = :version
      """;

  private final JdbcClient jdbc;

  JdbcPasswords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A password as it is kept. */
  record Row(String hash, CheckedPassword standing) {
    @Override
    public String toString() {
      return "Row[" + standing + "]";
    }
  }

  void put(TenantId tenant, UserId user, String hash, @Nullable ChangeReason reason, Instant now) {
    jdbc.sql(PUT)
        .param("user", user.value())
        .param("tenant", tenant.value())
        .param("hash", hash)
        .param("reason", reason == null ? null : reason.wireName())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Row> find(UserId user) {
    return jdbc.sql(FIND).param("user", user.value()).query(JdbcPasswords::read).optional();
  }

  Optional<Row> lock(UserId user) {
    return jdbc.sql(LOCK).param("user", user.value()).query(JdbcPasswords::read).optional();
  }

  Optional<Long> lockVersion(UserId user) {
    return jdbc.sql(LOCK_VERSION).param("user", user.value()).query(Long.class).optional();
  }

  void replace(UserId user, String old, String fresh) {
    jdbc.sql(REPLACE).param("user", user.value()).param("old", old).param("fresh", fresh).update();
  }

  void markChecked(UserId user, long version, Instant now) {
    jdbc.sql(MARK_CHECKED)
        .param("user", user.value())
        .param("version", version)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void markBesideFactor(UserId user) {
    jdbc.sql(MARK_BESIDE_FACTOR).param("user", user.value()).update();
  }

  boolean demandChangeBesideFactor(UserId user) {
    return jdbc.sql(DEMAND_CHANGE_BESIDE_FACTOR).param("user", user.value()).update() == 1;
  }

  boolean demandChange(UserId user, long version, ChangeReason reason) {
    return jdbc.sql(DEMAND_CHANGE)
            .param("user", user.value())
            .param("version", version)
            .param("reason", reason.wireName())
            .update()
        == 1;
  }

  private static Row read(ResultSet row, int number) throws SQLException {
    String reason = row.getString("change_reason");
    return new Row(
        row.getString("hash"),
        new CheckedPassword(
            row.getLong("version"),
            RowTime.read(row, "changed_at"),
            RowTime.readOptional(row, "breach_checked_at"),
            reason == null ? null : ChangeReason.ofWireName(reason)));
  }
}
