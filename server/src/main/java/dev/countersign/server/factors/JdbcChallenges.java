package dev.countersign.server.factors;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code factor_challenges}. Works in the caller's transaction. */
@Component
final class JdbcChallenges {
  private static final String INSERT =
      """
      insert into factor_challenges
        (id, tenant_id, user_id, factor_id, handle_hash, purpose, bound_to, payload_digest,
         code_hash, created_at, expires_at)
      values
        (:id, :tenant, :user, :factor, :handle, :purpose, :boundTo, :digest, :code, :now, :expires)
      """;

  private static final String FIND_LIVE =
      """
      select id, tenant_id, user_id, factor_id, purpose, bound_to, payload_digest, code_hash, tries
      from factor_challenges
      where handle_hash = :handle and ended_at is null and expires_at > :now
      """;

  private static final String LOCK_LIVE = FIND_LIVE + "for update";

  private static final String END =
      "update factor_challenges set ended_at = :now where id = :id and ended_at is null";

  private static final String COUNT_TRY =
      """
      update factor_challenges
      set tries = tries + 1,
          ended_at = case when tries + 1 >= :max then :now::timestamptz end
      where id = :id
      """;

  // Whoever begins again is done with what they began before.
  private static final String END_EARLIER =
      """
      update factor_challenges
      set ended_at = :now
      where user_id = :user and purpose = :purpose and bound_to = :boundTo and ended_at is null
      """;

  private static final String END_SIGN_INS =
      """
      update factor_challenges
      set ended_at = :now
      where user_id = :user and purpose = 'sign_in' and ended_at is null
      """;

  private static final String PURGE = "delete from factor_challenges where expires_at < :before";

  private final JdbcClient jdbc;

  JdbcChallenges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A challenge that can still be met.
   *
   * @param codeHash of the code that was sent, where one was
   * @param tries how many were wrong so far
   */
  @SuppressWarnings("ArrayRecordComponent") // Read from columns; nobody compares two.
  record Row(
      UUID id,
      TenantId tenant,
      UserId user,
      FactorId factor,
      ChallengePurpose purpose,
      byte @Nullable [] codeHash,
      int tries) {}

  void insert(Row row, byte[] handleHash, Instant now, Instant expires) {
    String digest = row.purpose().digest();
    jdbc.sql(INSERT)
        .param("id", row.id())
        .param("tenant", row.tenant().value())
        .param("user", row.user().value())
        .param("factor", row.factor().value())
        .param("handle", handleHash)
        .param("purpose", row.purpose().wireName())
        .param("boundTo", row.purpose().boundTo())
        .param("digest", digest == null ? null : HexFormat.of().parseHex(digest))
        .param("code", row.codeHash())
        .param("now", RowTime.parameter(now))
        .param("expires", RowTime.parameter(expires))
        .update();
  }

  Optional<Row> find(byte[] handleHash, Instant now) {
    return live(FIND_LIVE, handleHash, now);
  }

  /** The same, locked: tries at one challenge are judged one after the other. */
  Optional<Row> lock(byte[] handleHash, Instant now) {
    return live(LOCK_LIVE, handleHash, now);
  }

  void end(UUID id, Instant now) {
    jdbc.sql(END).param("id", id).param("now", RowTime.parameter(now)).update();
  }

  /** Counts a wrong try; the last one ends the challenge. */
  void countTry(UUID id, int max, Instant now) {
    jdbc.sql(COUNT_TRY)
        .param("id", id)
        .param("max", max)
        .param("now", RowTime.parameter(now))
        .update();
  }

  void endEarlier(UserId user, ChallengePurpose purpose, Instant now) {
    jdbc.sql(END_EARLIER)
        .param("user", user.value())
        .param("purpose", purpose.wireName())
        .param("boundTo", purpose.boundTo())
        .param("now", RowTime.parameter(now))
        .update();
  }

  void endSignIns(UserId user, Instant now) {
    jdbc.sql(END_SIGN_INS)
        .param("user", user.value())
        .param("now", RowTime.parameter(now))
        .update();
  }

  int purge(Instant before) {
    return jdbc.sql(PURGE).param("before", RowTime.parameter(before)).update();
  }

  private Optional<Row> live(String sql, byte[] handleHash, Instant now) {
    return jdbc.sql(sql)
        .param("handle", handleHash)
        .param("now", RowTime.parameter(now))
        .query((row, number) -> read(row))
        .optional();
  }

  private static Row read(ResultSet row) throws SQLException {
    byte[] digest = row.getBytes("payload_digest");
    return new Row(
        row.getObject("id", UUID.class),
        new TenantId(row.getObject("tenant_id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        new FactorId(row.getObject("factor_id", UUID.class)),
        ChallengePurpose.of(
            row.getString("purpose"),
            row.getObject("bound_to", UUID.class),
            digest == null ? null : HexFormat.of().formatHex(digest)),
        row.getBytes("code_hash"),
        row.getInt("tries"));
  }
}
