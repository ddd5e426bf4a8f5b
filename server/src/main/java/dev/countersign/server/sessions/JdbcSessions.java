package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code sessions}. */
final class JdbcSessions {
  private static final String INSERT =
      """
      insert into sessions (id, tenant_id, user_id, created_at, expires_at)
      values (:id, :tenant, :user, :created, :expires)
      """;

  private static final String END =
      """
      update sessions
      set ended_at = :now, end_reason = :reason
      where id = :id and ended_at is null
      returning id, tenant_id, user_id, created_at, expires_at
      """;

  // Rows are locked in one order everywhere, so that two who lock several never wait for each
  // other.
  private static final String END_ALL_OF =
      """
      with open as (
        select id
        from sessions
        where user_id = :user and ended_at is null
        order by id
        for update
      )
      update sessions
      set ended_at = :now, end_reason = :reason
      from open
      where sessions.id = open.id
      returning sessions.id, tenant_id, user_id, created_at, expires_at
      """;

  private static final String LOCK_ACTIVE =
      """
      select id, tenant_id, user_id, created_at, expires_at
      from sessions
      where id = any (:ids) and ended_at is null and expires_at > :now
      order by id
      for share
      """;

  private final JdbcClient jdbc;

  JdbcSessions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Session session) {
    jdbc.sql(INSERT)
        .param("id", session.id().value())
        .param("tenant", session.tenant().value())
        .param("user", session.user().value())
        .param("created", session.createdAt().atOffset(ZoneOffset.UTC))
        .param("expires", session.expiresAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The session that this ended; empty where it had ended already. */
  Optional<Session> end(SessionId session, EndReason reason, Instant now) {
    return jdbc.sql(END)
        .param("id", session.value())
        .param("reason", reason.wireName())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, number) -> read(row))
        .optional();
  }

  List<Session> endAllOf(UserId user, EndReason reason, Instant now) {
    return jdbc.sql(END_ALL_OF)
        .param("user", user.value())
        .param("reason", reason.wireName())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query((row, number) -> read(row))
        .list();
  }

  Set<SessionId> lockActive(Collection<SessionId> sessions, Instant now) {
    UUID[] ids = sessions.stream().map(SessionId::value).distinct().toArray(UUID[]::new);
    return new HashSet<>(lock(ids, now).query((row, number) -> read(row).id()).list());
  }

  Optional<Session> lockActive(SessionId session, Instant now) {
    return lock(new UUID[] {session.value()}, now).query((row, number) -> read(row)).optional();
  }

  private JdbcClient.StatementSpec lock(UUID[] ids, Instant now) {
    return jdbc.sql(LOCK_ACTIVE).param("ids", ids).param("now", now.atOffset(ZoneOffset.UTC));
  }

  private static Session read(ResultSet row) throws SQLException {
    return new Session(
        new SessionId(row.getObject("id", UUID.class)),
        new TenantId(row.getObject("tenant_id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        instant(row, "created_at"),
        instant(row, "expires_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
