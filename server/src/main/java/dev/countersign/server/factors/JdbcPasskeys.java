package dev.countersign.server.factors;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.webauthn.PublicKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** The table {@code passkeys}. Works in the caller's transaction. */
@Component
final class JdbcPasskeys {
  // Of two that register one passkey at once, the second inserts nothing.
  private static final String INSERT =
      """
      insert into passkeys
        (factor_id, tenant_id, credential_id, public_key, sign_count, transports, backup_eligible,
         backed_up)
      values
        (:factor, :tenant, :credential, :key, :count, :transports, :eligible, :backedUp)
      on conflict (tenant_id, credential_id) do nothing
      """;

  private static final String LOCK =
      """
      select credential_id, public_key, sign_count, backup_eligible, backed_up
      from passkeys
      where factor_id = :factor
      for update
      """;

  private static final String UPDATE =
      """
      update passkeys
      set sign_count = :count, backed_up = :backedUp
      where factor_id = :factor
      """;

  private static final String FIND =
      """
      select f.id, f.user_id
      from passkeys p
      join factors f on f.id = p.factor_id
      where p.tenant_id = :tenant and p.credential_id = :credential and f.verified_at is not null
      """;

  private static final String LIST =
      """
      select p.credential_id, p.transports
      from passkeys p
      join factors f on f.id = p.factor_id
      where f.user_id = :user and (cast(:factor as uuid) is null or f.id = :factor)
      order by f.id
      """;

  private final JdbcClient jdbc;

  JdbcPasskeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whose passkey it is. */
  record Owned(FactorId factor, UserId user) {}

  /** How a browser is told of one. */
  @SuppressWarnings("ArrayRecordComponent") // Read from columns; nobody compares two.
  record Reachable(byte[] credentialId, List<String> transports) {}

  /** False where there is one of that credential id. */
  boolean insert(TenantId tenant, FactorId factor, PublicKey key, Set<String> transports) {
    return jdbc.sql(INSERT)
            .param("factor", factor.value())
            .param("tenant", tenant.value())
            .param("credential", key.credentialId())
            .param("key", key.cose())
            .param("count", key.signCount())
            .param("transports", new SqlArrayValue("text", transports.stream().sorted().toArray()))
            .param("eligible", key.backupEligible())
            .param("backedUp", key.backedUp())
            .update()
        == 1;
  }

  /** Locks one, so that no counter is read twice before it is written. */
  Optional<PublicKey> lock(FactorId factor) {
    return jdbc.sql(LOCK)
        .param("factor", factor.value())
        .query((row, number) ->
            new PublicKey(
                row.getBytes("credential_id"),
                row.getBytes("public_key"),
                row.getLong("sign_count"),
                row.getBoolean("backup_eligible"),
                row.getBoolean("backed_up")))
        .optional();
  }

  void update(FactorId factor, PublicKey seen) {
    jdbc.sql(UPDATE)
        .param("factor", factor.value())
        .param("count", seen.signCount())
        .param("backedUp", seen.backedUp())
        .update();
  }

  Optional<Owned> find(TenantId tenant, byte[] credentialId) {
    return jdbc.sql(FIND)
        .param("tenant", tenant.value())
        .param("credential", credentialId)
        .query((row, number) ->
            new Owned(
                new FactorId(row.getObject("id", UUID.class)),
                new UserId(row.getObject("user_id", UUID.class))))
        .optional();
  }

  /**
   * Somebody's passkeys.
   *
   * @param factor the only one that is wanted; absent for all
   */
  List<Reachable> list(UserId user, @Nullable FactorId factor) {
    return jdbc.sql(LIST)
        .param("user", user.value())
        .param("factor", factor == null ? null : factor.value())
        .query((row, number) -> new Reachable(row.getBytes("credential_id"), transports(row)))
        .list();
  }

  private static List<String> transports(ResultSet row) throws SQLException {
    return List.of((String[]) row.getArray("transports").getArray());
  }
}
