package dev.countersign.server.users;

import dev.countersign.server.access.Access;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.TypedId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.RowTime;
import dev.countersign.server.platform.store.UuidArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code users}. */
final class JdbcUsers {
  private static final String COLUMNS =
      """
      select id, tenant_id, username, email_sealed, status, email_verified_at, created_at,
        roles, granted, elevated, elevated_until, access_mark
      from users
      """;

  private static final String INSERT =
      """
      insert into users
        (id, tenant_id, username, username_key, username_skeleton, email_sealed, email_index, roles,
         access_mark, status, email_verified_at, created_at, updated_at)
      values
        (:id, :tenant, :username, :usernameKey, :usernameSkeleton, :emailSealed, :emailIndex, :roles,
         :mark, :status, :emailVerifiedAt, :now, :now)
      on conflict do nothing
      """;

  private static final String FIND = COLUMNS + "where id = :id";
  private static final String FIND_BY_EMAIL = COLUMNS + "where email_index = :email";
  private static final String FIND_BY_USERNAME = COLUMNS + "where username_key = :username";

  private static final String IS_USERNAME_TAKEN =
      """
      select exists (
        select 1
        from users
        where username_key = :key or username_skeleton = :skeleton)
      """;

  private static final String LIST =
      COLUMNS
          + """
          where id < :before
          order by id desc
          limit :limit
          """;

  private static final String SEARCH =
      COLUMNS
          + """
          where id < :before
            and (starts_with(username_key, :prefix) or email_index = :email or id = :id)
          order by id desc
          limit :limit
          """;

  private static final String LOCK_STANDING =
      """
      select id, status, roles, granted, elevated, elevated_until, access_mark
      from users
      where id = any (?)
      order by id
      for share
      """;

  private static final String DISABLE =
      """
      update users
      set status = 'disabled', updated_at = :now
      where id = :id and status = 'active'
      """;

  private static final String ENABLE =
      """
      update users
      set status = 'active', updated_at = :now
      where id = :id and status = 'disabled'
      """;

  private static final String PROVE_EMAIL =
      """
      update users
      set email_verified_at = :now, updated_at = :now
      where id = :id and email_verified_at is null
      """;

  private static final String HAS_ADMINISTRATOR =
      """
      select exists (
        select 1
        from users
        where roles @> '{administrator}' and roles <> '{user}')
      """;

  private static final String LOCK_ACCESS =
      """
      select roles, granted, elevated, elevated_until, access_mark
      from users
      where id = :id
      for update
      """;

  private static final String FIND_ACCESS =
      """
      select roles, granted, elevated, elevated_until, access_mark
      from users
      where id = :id and status = 'active'
      """;

  private static final String SET_ACCESS =
      """
      update users
      set roles = :roles, granted = :granted, elevated = :elevated,
        elevated_until = :until, access_mark = :mark, updated_at = :now
      where id = :id
      """;

  private static final String WITH_ROLE =
      """
      select id
      from users
      where roles @> array[:role::text] and (roles <> '{user}' or :role = 'user') and id > :after
      order by id
      limit :limit
      """;

  private static final String HAS_OTHER_WITH_ROLE =
      """
      select exists (
        select 1
        from users
        where roles @> array[:role::text] and roles <> '{user}'
          and status = 'active' and id <> :other)
      """;

  // Any fixed number does, as long as nothing else in the schema takes it.
  private static final String LOCK_FIRST_ADMINISTRATOR =
      "select pg_advisory_xact_lock(7305808869231650661)";

  private final JdbcClient jdbc;

  JdbcUsers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Somebody as they are kept. */
  static final class Row {
    private final User withoutEmail;
    private final byte[] emailSealed;

    Row(User withoutEmail, byte[] emailSealed) {
      this.withoutEmail = withoutEmail;
      this.emailSealed = emailSealed;
    }

    UserId id() {
      return withoutEmail.id();
    }

    TenantId tenant() {
      return withoutEmail.tenant();
    }

    byte[] emailSealed() {
      return emailSealed;
    }

    boolean isVerified() {
      return withoutEmail.emailVerifiedAt() != null;
    }

    User toUser(@Nullable String email) {
      User user = withoutEmail;
      return new User(
          user.id(),
          user.tenant(),
          user.username(),
          email,
          user.access(),
          user.status(),
          user.emailVerifiedAt(),
          user.createdAt());
    }
  }

  boolean insert(User user, byte[] emailSealed, byte[] emailIndex) {
    String name = user.username();
    Instant verified = user.emailVerifiedAt();
    return jdbc.sql(INSERT)
            .param("id", user.id().value())
            .param("tenant", user.tenant().value())
            .param("username", name)
            .param("usernameKey", name == null ? null : Names.folded(name))
            .param("usernameSkeleton", name == null ? null : Names.skeleton(name))
            .param("emailSealed", emailSealed)
            .param("emailIndex", emailIndex)
            .param("roles", user.access().roles().toArray(String[]::new))
            .param("mark", user.access().mark())
            .param("status", user.status().wireName())
            .param("emailVerifiedAt", verified == null ? null : verified.atOffset(ZoneOffset.UTC))
            .param("now", user.createdAt().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  Optional<Row> find(UserId id) {
    return jdbc.sql(FIND).param("id", id.value()).query(JdbcUsers::read).optional();
  }

  Optional<Row> findByEmail(byte[] index) {
    return jdbc.sql(FIND_BY_EMAIL).param("email", index).query(JdbcUsers::read).optional();
  }

  Optional<Row> findByUsername(String key) {
    return jdbc.sql(FIND_BY_USERNAME).param("username", key).query(JdbcUsers::read).optional();
  }

  boolean isUsernameTaken(String key, String skeleton) {
    return jdbc.sql(IS_USERNAME_TAKEN)
        .param("key", key)
        .param("skeleton", skeleton)
        .query(Boolean.class)
        .single();
  }

  List<Row> list(@Nullable UserId before, int limit) {
    return jdbc.sql(LIST)
        .param("before", TypedId.valueOrLast(before))
        .param("limit", limit)
        .query(JdbcUsers::read)
        .list();
  }

  List<Row> search(
      String prefix, byte[] emailIndex, @Nullable UserId id, @Nullable UserId before, int limit) {
    return jdbc.sql(SEARCH)
        .param("prefix", prefix)
        .param("email", emailIndex)
        // Nobody has the greatest id.
        .param("id", TypedId.valueOrLast(id))
        .param("before", TypedId.valueOrLast(before))
        .param("limit", limit)
        .query(JdbcUsers::read)
        .list();
  }

  Map<UserId, Users.Standing> lockStanding(Collection<UserId> users) {
    ResultSetExtractor<Map<UserId, Users.Standing>> reading = JdbcUsers::standings;
    return jdbc.sql(LOCK_STANDING)
        .param(UuidArray.of(users.stream().map(UserId::value).toList()))
        .query(reading);
  }

  static Supplier<Map<UserId, Users.Standing>> lockStanding(
      Collection<UserId> users, RoundTrip trip) {
    return trip.ask(
        LOCK_STANDING, bound -> bound.rows(users).ids(user -> user), JdbcUsers::standings);
  }

  private static Map<UserId, Users.Standing> standings(ResultSet rows) throws SQLException {
    Map<UserId, Users.Standing> standings = new HashMap<>();
    while (rows.next()) {
      standings.put(
          new UserId(rows.getObject("id", UUID.class)),
          new Users.Standing(User.Status.ofWireName(rows.getString("status")), access(rows)));
    }
    return standings;
  }

  boolean disable(UserId user, Instant now) {
    return change(DISABLE, user, now);
  }

  boolean enable(UserId user, Instant now) {
    return change(ENABLE, user, now);
  }

  private boolean change(String sql, UserId user, Instant now) {
    return jdbc.sql(sql)
            .param("id", user.value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void proveEmail(UserId user, Instant now) {
    jdbc.sql(PROVE_EMAIL)
        .param("id", user.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  boolean hasAdministrator() {
    return jdbc.sql(HAS_ADMINISTRATOR).query(Boolean.class).single();
  }

  void lockFirstAdministrator() {
    jdbc.sql(LOCK_FIRST_ADMINISTRATOR).query((row, number) -> Boolean.TRUE).single();
  }

  private static Row read(ResultSet row, int number) throws SQLException {
    return new Row(
        new User(
            new UserId(row.getObject("id", UUID.class)),
            new TenantId(row.getObject("tenant_id", UUID.class)),
            row.getString("username"),
            null,
            access(row),
            User.Status.ofWireName(row.getString("status")),
            RowTime.readOptional(row, "email_verified_at"),
            RowTime.read(row, "created_at")),
        row.getBytes("email_sealed"));
  }

  Optional<Access> findAccess(UserId user) {
    return access(FIND_ACCESS, user);
  }

  Optional<Access> lockAccess(UserId user) {
    return access(LOCK_ACCESS, user);
  }

  private Optional<Access> access(String sql, UserId user) {
    return jdbc.sql(sql).param("id", user.value()).query((row, number) -> access(row)).optional();
  }

  void setAccess(UserId user, Access access, Instant now) {
    Access.Elevated elevation = access.elevation();
    int changed =
        jdbc.sql(SET_ACCESS)
            .param("id", user.value())
            .param("roles", access.roles().toArray(String[]::new))
            .param("granted", access.granted().wireNames().toArray(String[]::new))
            .param(
                "elevated",
                elevation == null
                    ? new String[0]
                    : elevation.permissions().wireNames().toArray(String[]::new))
            .param("until", elevation == null ? null : elevation.until().atOffset(ZoneOffset.UTC))
            .param("mark", access.mark())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update();
    if (changed != 1) {
      throw new IllegalStateException("expected one person to change, but " + changed + " did");
    }
  }

  List<UserId> withRole(String role, @Nullable UserId after, int limit) {
    return jdbc.sql(WITH_ROLE)
        .param("role", role)
        .param("after", TypedId.valueOrFirst(after))
        .param("limit", limit)
        .query((row, number) -> new UserId(row.getObject("id", UUID.class)))
        .list();
  }

  boolean hasOtherWithRole(String role, UserId other) {
    return jdbc.sql(HAS_OTHER_WITH_ROLE)
        .param("role", role)
        .param("other", other.value())
        .query(Boolean.class)
        .single();
  }

  private static Access access(ResultSet row) throws SQLException {
    Instant until = RowTime.readOptional(row, "elevated_until");
    return new Access(
        texts(row, "roles"),
        Permissions.ofWireNames(texts(row, "granted")),
        until == null
            ? null
            : new Access.Elevated(Permissions.ofWireNames(texts(row, "elevated")), until),
        row.getObject("access_mark", UUID.class));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
