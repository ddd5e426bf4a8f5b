package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.RowTime;
import dev.countersign.server.platform.store.UuidArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code sessions}. */
final class JdbcSessions {
  private static final String COLUMNS =
      "id, tenant_id, user_id, created_at, expires_at, last_active_at, idle_seconds";

  private static final String INSERT =
      """
      insert into sessions
        (id, tenant_id, user_id, created_at, expires_at, last_active_at, idle_seconds,
         device_index, network_index, origin_sealed, secret_hash)
      values
        (:id, :tenant, :user, :created, :expires, :created, :idle,
         :device, :network, :origin, :secret)
      """;

  // Sign-ins of one person wait for each other here, so that no two count the same sessions. The
  // first number says what the lock is for.
  private static final String LOCK_SIGN_INS_OF =
      "select pg_advisory_xact_lock(730252, hashtext(:user::text))";

  // Rows are locked in one order everywhere, so that two who lock several never wait for each
  // other. A session with a time to end at still lasts until then, and can be ended before.
  private static final String LOCK_ACTIVE_OF =
      """
      select %s
      from sessions
      where user_id = any (:users) and expires_at > :now and (ended_at is null or ended_at > :now)
      order by id
      for update
      """
          .formatted(COLUMNS);

  private static final String END =
      """
      update sessions
      set ended_at = :at, end_reason = :reason
      where id = any (:ids) and (ended_at is null or ended_at > :at)
      """;

  private static final String LOCK =
      """
      select %s, least(expires_at, ended_at) as ends_at
      from sessions
      where id = any (?)
      order by id
      """
          .formatted(COLUMNS);
  private static final String LOCK_SHARED = LOCK + "for share";
  private static final String LOCK_ALONE = LOCK + "for update";

  private static final String LOCK_SOME_IN =
      """
      select %s
      from sessions
      where tenant_id = :tenant and id > :after
        and expires_at > :now and (ended_at is null or ended_at > :now)
      order by id
      limit :max
      for update
      """
          .formatted(COLUMNS);

  private static final String FIND =
      """
      select %s
      from sessions
      where id = :id
      """
          .formatted(COLUMNS);

  private static final String KNOWN_DEVICES =
      """
      select
        exists (select 1 from sessions where user_id = :user and device_index is not null)
          as any_known,
        exists (select 1 from sessions where user_id = :user and device_index = :device)
          as this_known
      """;

  private static final String FIND_BOUND =
      """
      select %s, device_index, network_index
      from sessions
      where id = :id
      """
          .formatted(COLUMNS);

  private static final String FIND_BY_SECRET =
      """
      select %s
      from sessions
      where secret_hash = :secret and expires_at > :now and (ended_at is null or ended_at > :now)
      """
          .formatted(COLUMNS);

  private static final String LIST_ACTIVE_OF =
      """
      select %s, ended_at, origin_sealed, secret_hash is not null as in_browser
      from sessions
      where user_id = :user and expires_at > :now and (ended_at is null or ended_at > :now)
      order by id desc
      """
          .formatted(COLUMNS);

  private final JdbcClient jdbc;

  JdbcSessions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Which devices a person was seen on. */
  record Known(boolean any, boolean thisOne) {}

  /** A session with what it is bound to. */
  @SuppressWarnings("ArrayRecordComponent") // Read from columns; nobody compares two.
  record Bound(Session session, byte @Nullable [] device, byte @Nullable [] network) {}

  /** An active session with where it came from. */
  @SuppressWarnings("ArrayRecordComponent") // As above.
  record Listed(
      Session session, @Nullable Instant endsAt, byte @Nullable [] origin, boolean inBrowser) {}

  void insert(Session session, SessionOrigins.Sealed origin, byte @Nullable [] secretHash) {
    jdbc.sql(INSERT)
        .param("id", session.id().value())
        .param("tenant", session.tenant().value())
        .param("user", session.user().value())
        .param("created", RowTime.parameter(session.createdAt()))
        .param("expires", RowTime.parameter(session.expiresAt()))
        .param("idle", session.idle().toSeconds())
        .param("device", origin.deviceIndex())
        .param("network", origin.networkIndex())
        .param("origin", origin.origin())
        .param("secret", secretHash)
        .update();
  }

  void lockSignInsOf(UserId user) {
    jdbc.sql(LOCK_SIGN_INS_OF)
        .param("user", user.value())
        .query((row, number) -> Boolean.TRUE)
        .single();
  }

  /** Those that time has not ended absolutely; whether one was idle is the caller's to say. */
  List<Session> lockActiveOf(Collection<UserId> users, Instant now) {
    return jdbc.sql(LOCK_ACTIVE_OF)
        .param("users", users.stream().map(UserId::value).distinct().toArray(UUID[]::new))
        .param("now", RowTime.parameter(now))
        .query((row, number) -> read(row))
        .list();
  }

  /** A locked session, and when it ends or did. */
  record Locked(Session session, Instant endsAt) {
    private static Locked read(ResultSet row) throws SQLException {
      return new Locked(JdbcSessions.read(row), RowTime.read(row, "ends_at"));
    }
  }

  List<Locked> lockShared(Collection<SessionId> sessions) {
    return lock(LOCK_SHARED, sessions);
  }

  static Supplier<List<Locked>> lockShared(Collection<SessionId> sessions, RoundTrip trip) {
    return trip.byIds(LOCK_SHARED, sessions, Locked::read);
  }

  List<Locked> lockAlone(Collection<SessionId> sessions) {
    return lock(LOCK_ALONE, sessions);
  }

  /** Active sessions of a tenant in the order of their ids, from after one on. */
  List<Session> lockSomeIn(TenantId tenant, UUID after, int max, Instant now) {
    return jdbc.sql(LOCK_SOME_IN)
        .param("tenant", tenant.value())
        .param("after", after)
        .param("max", max)
        .param("now", RowTime.parameter(now))
        .query((row, number) -> read(row))
        .list();
  }

  Optional<Session> find(SessionId session) {
    return jdbc.sql(FIND).param("id", session.value()).query((row, number) -> read(row)).optional();
  }

  /** Ends sessions whose rows are locked. */
  void end(Collection<SessionId> sessions, EndReason reason, Instant at) {
    jdbc.sql(END)
        .param("ids", ids(sessions))
        .param("reason", reason.wireName())
        .param("at", RowTime.parameter(at))
        .update();
  }

  Known knownDevices(UserId user, byte[] device) {
    return jdbc.sql(KNOWN_DEVICES)
        .param("user", user.value())
        .param("device", device)
        .query(
            (row, number) -> new Known(row.getBoolean("any_known"), row.getBoolean("this_known")))
        .single();
  }

  Optional<Bound> findBound(SessionId session) {
    return jdbc.sql(FIND_BOUND)
        .param("id", session.value())
        .query((row, number) ->
            new Bound(read(row), row.getBytes("device_index"), row.getBytes("network_index")))
        .optional();
  }

  Optional<Session> findBySecret(byte[] hash, Instant now) {
    return jdbc.sql(FIND_BY_SECRET)
        .param("secret", hash)
        .param("now", RowTime.parameter(now))
        .query((row, number) -> read(row))
        .optional();
  }

  List<Listed> listActiveOf(UserId user, Instant now) {
    return jdbc.sql(LIST_ACTIVE_OF)
        .param("user", user.value())
        .param("now", RowTime.parameter(now))
        .query((row, number) -> {
          return new Listed(
              read(row),
              RowTime.readOptional(row, "ended_at"),
              row.getBytes("origin_sealed"),
              row.getBoolean("in_browser"));
        })
        .list();
  }

  private List<Locked> lock(String sql, Collection<SessionId> sessions) {
    return jdbc.sql(sql)
        .param(UuidArray.of(sessions.stream().map(SessionId::value).toList()))
        .query((row, number) -> Locked.read(row))
        .list();
  }

  static Session read(ResultSet row) throws SQLException {
    return new Session(
        new SessionId(row.getObject("id", UUID.class)),
        new TenantId(row.getObject("tenant_id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        RowTime.read(row, "created_at"),
        RowTime.read(row, "expires_at"),
        RowTime.read(row, "last_active_at"),
        Duration.ofSeconds(row.getInt("idle_seconds")));
  }

  private static UUID[] ids(Collection<SessionId> sessions) {
    return sessions.stream().map(SessionId::value).distinct().toArray(UUID[]::new);
  }
}
