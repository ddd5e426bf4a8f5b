package dev.countersign.server.factors;

import dev.countersign.server.platform.id.TenantId;
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

/** The table {@code factors}. Works in the caller's transaction. */
@Component
final class JdbcFactors {
  private static final String COLUMNS =
      """
      select id, tenant_id, user_id, type, name, secret_sealed, algorithm, digits, period_seconds,
             phone_sealed, is_primary, created_at, verified_at, last_used_at
      from factors
      """;

  private static final String LIST =
      COLUMNS
          + """
          where user_id = :user
          order by is_primary desc, id
          """;

  private static final String FIND = COLUMNS + "where id = :id";

  private static final String INSERT =
      """
      insert into factors
        (id, tenant_id, user_id, type, name, secret_sealed, algorithm, digits, period_seconds,
         phone_sealed, is_primary, created_at, verified_at)
      values
        (:id, :tenant, :user, :type, :name, :secret, :algorithm, :digits, :period, :phone, false,
         :now, :verified)
      """;

  private static final String DELETE = "delete from factors where id = :id";

  private static final String DELETE_UNVERIFIED =
      "delete from factors where user_id = :user and verified_at is null and type = :type";

  private static final String VERIFY =
      """
      update factors
      set verified_at = :now, last_used_at = :now
      where id = :id and verified_at is null
      """;

  // Two requests with one code meet at the row: the second finds the step taken.
  private static final String TAKE_STEP =
      """
      update factors
      set last_step = :step
      where id = :id and (last_step is null or last_step < :step)
      """;

  private static final String USED = "update factors set last_used_at = :now where id = :id";
  private static final String RENAME = "update factors set name = :name where id = :id";
  private static final String CLEAR_PRIMARY =
      "update factors set is_primary = false where user_id = :user and is_primary";
  private static final String SET_PRIMARY = "update factors set is_primary = true where id = :id";

  private final JdbcClient jdbc;

  JdbcFactors(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A factor as the store has it.
   *
   * @param secretSealed of an authenticator app, with its parameters
   * @param phoneSealed of a telephone
   */
  @SuppressWarnings("ArrayRecordComponent") // Read from columns; nobody compares two.
  record Row(
      FactorId id,
      TenantId tenant,
      UserId user,
      FactorType type,
      String name,
      byte @Nullable [] secretSealed,
      @Nullable TotpParameters totp,
      byte @Nullable [] phoneSealed,
      boolean primary,
      Instant createdAt,
      @Nullable Instant verifiedAt,
      @Nullable Instant lastUsedAt) {

    boolean isVerified() {
      return verifiedAt != null;
    }
  }

  List<Row> list(UserId user) {
    return jdbc.sql(LIST).param("user", user.value()).query((row, number) -> read(row)).list();
  }

  Optional<Row> find(FactorId id) {
    return jdbc.sql(FIND).param("id", id.value()).query((row, number) -> read(row)).optional();
  }

  void insert(Row row) {
    TotpParameters totp = row.totp();
    jdbc.sql(INSERT)
        .param("id", row.id().value())
        .param("tenant", row.tenant().value())
        .param("user", row.user().value())
        .param("type", row.type().wireName())
        .param("name", row.name())
        .param("secret", row.secretSealed())
        .param("algorithm", totp == null ? null : totp.algorithm().name())
        .param("digits", totp == null ? null : totp.digits())
        .param("period", totp == null ? null : totp.periodSeconds())
        .param("phone", row.phoneSealed())
        .param("now", RowTime.parameter(row.createdAt()))
        .param("verified", row.verifiedAt() == null ? null : RowTime.parameter(row.verifiedAt()))
        .update();
  }

  void delete(FactorId id) {
    jdbc.sql(DELETE).param("id", id.value()).update();
  }

  /** What was begun and never finished makes room for another beginning. */
  void deleteUnverified(UserId user, FactorType type) {
    jdbc.sql(DELETE_UNVERIFIED).param("user", user.value()).param("type", type.wireName()).update();
  }

  /** False where it was verified before. */
  boolean verify(FactorId id, Instant now) {
    return jdbc.sql(VERIFY).param("id", id.value()).param("now", RowTime.parameter(now)).update()
        == 1;
  }

  /** Notes the step of an accepted code; false where one of it or of a later one was accepted. */
  boolean takeStep(FactorId id, long step) {
    return jdbc.sql(TAKE_STEP).param("id", id.value()).param("step", step).update() == 1;
  }

  void used(FactorId id, Instant now) {
    jdbc.sql(USED).param("id", id.value()).param("now", RowTime.parameter(now)).update();
  }

  void rename(FactorId id, String name) {
    jdbc.sql(RENAME).param("id", id.value()).param("name", name).update();
  }

  void makePrimary(UserId user, FactorId id) {
    jdbc.sql(CLEAR_PRIMARY).param("user", user.value()).update();
    jdbc.sql(SET_PRIMARY).param("id", id.value()).update();
  }

  private static Row read(ResultSet row) throws SQLException {
    String algorithm = row.getString("algorithm");
    return new Row(
        new FactorId(row.getObject("id", UUID.class)),
        new TenantId(row.getObject("tenant_id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        FactorType.ofWireName(row.getString("type")).orElseThrow(),
        row.getString("name"),
        row.getBytes("secret_sealed"),
        algorithm == null
            ? null
            : new TotpParameters(
                TotpAlgorithm.valueOf(algorithm),
                row.getInt("digits"),
                row.getInt("period_seconds")),
        row.getBytes("phone_sealed"),
        row.getBoolean("is_primary"),
        RowTime.read(row, "created_at"),
        RowTime.readOptional(row, "verified_at"),
        RowTime.readOptional(row, "last_used_at"));
  }
}
