package dev.countersign.server.users;

import dev.countersign.server.access.Role;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code users}. */
final class JdbcUsers {
  private static final String COLUMNS =
      """
      select id, tenant_id, username, email_sealed, role, status, email_verified_at, created_at
      from users
      """;

  private static final String INSERT =
      """
      insert into users
        (id, tenant_id, username, username_key, username_skeleton, email_sealed, email_index, role,
         status, email_verified_at, created_at, updated_at)
      values
        (:id, :tenant, :username, :usernameKey, :usernameSkeleton, :emailSealed, :emailIndex, :role,
         :status, :emailVerifiedAt, :now, :now)
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
      select id, status, role
      from users
      where id = any (:ids)
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
      "select exists (select 1 from users where role = 'administrator')";

  // Any fixed number does, as long as nothing else in the schema takes it.
  private static final String LOCK_FIRST_ADMINISTRATOR =
      "select pg_advisory_xact_lock(7305808869231650661)";

  private static final UUID LAST = new UUID(-1, -1);

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
          user.role(),
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
            .param("role", user.role().wireName())
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
        .param("before", before == null ? LAST : before.value())
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
        .param("id", id == null ? LAST : id.value())
        .param("before", before == null ? LAST : before.value())
        .param("limit", limit)
        .query(JdbcUsers::read)
        .list();
  }

  Map<UserId, Users.Standing> lockStanding(Collection<UserId> users) {
    Map<UserId, Users.Standing> standings = new HashMap<>();
    jdbc.sql(LOCK_STANDING)
        .param("ids", users.stream().map(UserId::value).distinct().toArray(UUID[]::new))
        .query(row -> {
          standings.put(
              new UserId(row.getObject("id", UUID.class)),
              new Users.Standing(
                  User.Status.ofWireName(row.getString("status")),
                  Role.ofWireName(row.getString("role"))));
        });
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
            Role.ofWireName(row.getString("role")),
            User.Status.ofWireName(row.getString("status")),
            instant(row.getObject("email_verified_at", OffsetDateTime.class)),
            row.getObject("created_at", OffsetDateTime.class).toInstant()),
        row.getBytes("email_sealed"));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
