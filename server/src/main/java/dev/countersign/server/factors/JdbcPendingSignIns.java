package dev.countersign.server.factors;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RowTime;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code pending_sign_ins}. Works in the caller's transaction. */
@Component
final class JdbcPendingSignIns {
  private static final String INSERT =
      """
      insert into pending_sign_ins
        (id, tenant_id, user_id, token_hash, wants, created_at, expires_at)
      values (:id, :tenant, :user, :hash, :wants, :now, :expires)
      """;

  private static final String FIND =
      """
      select id, tenant_id, user_id
      from pending_sign_ins
      where token_hash = :hash and wants = :wants and expires_at > :now
      """;

  private static final String DELETE =
      "delete from pending_sign_ins where id = :id and expires_at > :now";

  private static final String DELETE_OF = "delete from pending_sign_ins where user_id = :user";

  private static final String PURGE = "delete from pending_sign_ins where expires_at < :before";

  private final JdbcClient jdbc;

  JdbcPendingSignIns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(PendingSignIn pending, byte[] hash, String wants, Instant now, Instant expires) {
    jdbc.sql(INSERT)
        .param("id", pending.id())
        .param("tenant", pending.tenant().value())
        .param("user", pending.user().value())
        .param("hash", hash)
        .param("wants", wants)
        .param("now", RowTime.parameter(now))
        .param("expires", RowTime.parameter(expires))
        .update();
  }

  Optional<PendingSignIn> find(byte[] hash, String wants, Instant now) {
    return jdbc.sql(FIND)
        .param("hash", hash)
        .param("wants", wants)
        .param("now", RowTime.parameter(now))
        .query((row, number) ->
            new PendingSignIn(
                row.getObject("id", UUID.class),
                new TenantId(row.getObject("tenant_id", UUID.class)),
                new UserId(row.getObject("user_id", UUID.class))))
        .optional();
  }

  boolean delete(UUID id, Instant now) {
    return jdbc.sql(DELETE).param("id", id).param("now", RowTime.parameter(now)).update() == 1;
  }

  void deleteOf(UserId user) {
    jdbc.sql(DELETE_OF).param("user", user.value()).update();
  }

  int purge(Instant before) {
    return jdbc.sql(PURGE).param("before", RowTime.parameter(before)).update();
  }
}
