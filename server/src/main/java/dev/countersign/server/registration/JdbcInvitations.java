package dev.countersign.server.registration;

import dev.countersign.server.access.Role;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.TypedId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code invitations}. Works in the caller's transaction. */
@Component
class JdbcInvitations {
  private static final String INSERT =
      """
      insert into invitations
        (id, tenant_id, email_index, email_sealed, role, token_hash, invited_by, created_at,
         expires_at)
      values
        (:id, :tenant, :index, :sealed, :role, :token, :by, :now, :expires)
      """;

  private static final String COLUMNS =
      """
      select id, tenant_id, email_sealed, role, created_at, expires_at, used_at, revoked_at
      from invitations
      """;

  private static final String FIND_LIVE =
      COLUMNS
          + """
          where token_hash = :token and used_at is null and revoked_at is null and expires_at > :now
          """;

  private static final String LOCK =
      COLUMNS
          + """
          where token_hash = :token and email_index = :index and used_at is null
            and revoked_at is null and expires_at > :now
          for update
          """;

  private static final String USE = "update invitations set used_at = :now where id = :id";

  private static final String REVOKE =
      """
      update invitations
      set revoked_at = :now
      where id = :id and used_at is null and revoked_at is null
      """;

  private static final String REVOKE_OF_EMAIL =
      """
      update invitations
      set revoked_at = :now
      where email_index = :index and used_at is null and revoked_at is null
      """;

  private static final String LIST = COLUMNS + "where id < :before order by id desc limit :limit";

  private final JdbcClient jdbc;

  JdbcInvitations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An invitation as it is kept. */
  static final class Row {
    final InvitationId id;
    final TenantId tenant;
    final byte[] emailSealed;
    final Role role;
    final Instant createdAt;
    final Instant expiresAt;
    final boolean used;
    final boolean revoked;

    private Row(ResultSet row) throws SQLException {
      this.id = new InvitationId(row.getObject("id", UUID.class));
      this.tenant = new TenantId(row.getObject("tenant_id", UUID.class));
      this.emailSealed = row.getBytes("email_sealed");
      this.role = Role.ofWireName(row.getString("role"));
      this.createdAt = RowTime.read(row, "created_at");
      this.expiresAt = RowTime.read(row, "expires_at");
      this.used = row.getObject("used_at") != null;
      this.revoked = row.getObject("revoked_at") != null;
    }
  }

  /** An invitation to be kept. */
  record New(
      InvitationId id,
      TenantId tenant,
      Role role,
      @Nullable UserId by,
      Instant now,
      Instant expires) {}

  void insert(New invitation, byte[] emailIndex, byte[] emailSealed, byte[] tokenHash) {
    jdbc.sql(INSERT)
        .param("id", invitation.id().value())
        .param("tenant", invitation.tenant().value())
        .param("index", emailIndex)
        .param("sealed", emailSealed)
        .param("role", invitation.role().wireName())
        .param("token", tokenHash)
        .param("by", invitation.by() == null ? null : invitation.by().value())
        .param("now", RowTime.parameter(invitation.now()))
        .param("expires", RowTime.parameter(invitation.expires()))
        .update();
  }

  Optional<Row> findLive(byte[] tokenHash, Instant now) {
    return jdbc.sql(FIND_LIVE)
        .param("token", tokenHash)
        .param("now", RowTime.parameter(now))
        .query((row, number) -> new Row(row))
        .optional();
  }

  /** An invitation that can be used for one address, locked until the transaction ends. */
  Optional<Row> lock(byte[] tokenHash, byte[] emailIndex, Instant now) {
    return jdbc.sql(LOCK)
        .param("token", tokenHash)
        .param("index", emailIndex)
        .param("now", RowTime.parameter(now))
        .query((row, number) -> new Row(row))
        .optional();
  }

  void use(InvitationId id, Instant now) {
    jdbc.sql(USE).param("id", id.value()).param("now", RowTime.parameter(now)).update();
  }

  boolean revoke(InvitationId id, Instant now) {
    return jdbc.sql(REVOKE).param("id", id.value()).param("now", RowTime.parameter(now)).update()
        == 1;
  }

  void revokeOf(byte[] emailIndex, Instant now) {
    jdbc.sql(REVOKE_OF_EMAIL)
        .param("index", emailIndex)
        .param("now", RowTime.parameter(now))
        .update();
  }

  List<Row> list(@Nullable InvitationId before, int limit) {
    return jdbc.sql(LIST)
        .param("before", TypedId.valueOrLast(before))
        .param("limit", limit)
        .query((row, number) -> new Row(row))
        .list();
  }
}
