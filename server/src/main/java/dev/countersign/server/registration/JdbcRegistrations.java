package dev.countersign.server.registration;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code registrations}. Works in the caller's transaction. */
@Component
class JdbcRegistrations {
  private static final String INSERT =
      """
      insert into registrations (id, tenant_id, email_index, sealed, created_at, expires_at)
      values (:id, :tenant, :email, :sealed, :now, :expires)
      """;

  private static final String COLUMNS =
      """
      select id, tenant_id, email_index, sealed, code_hash, code_expires_at, code_tries_left
      from registrations
      """;

  private static final String LOCK =
      COLUMNS + "where id = :id and ended_at is null and expires_at > :now for update";
  private static final String LOCK_BY_TOKEN =
      COLUMNS + "where token_hash = :token and ended_at is null and expires_at > :now for update";
  private static final String IS_LIVE =
      """
      select exists (
        select 1
        from registrations
        where token_hash = :token and ended_at is null and expires_at > :now)
      """;

  private static final String LETTERS_SINCE =
      """
      select coalesce(sum(letters), 0)
      from registrations
      where email_index = :email and created_at > :since
      """;

  private static final String LETTER_SENT =
      "update registrations set letters = letters + 1 where id = :id";

  private static final String NEW_SECRETS =
      """
      update registrations
      set token_hash = :token, code_hash = :code, code_expires_at = :codeExpires,
        code_tries_left = :tries
      where id = :id
      """;

  private static final String TRY_CODE =
      "update registrations set code_tries_left = code_tries_left - 1 where id = :id";

  // Other tries to register the address end with the one that succeeded; but for those that are
  // being proved at this moment, which then find the address taken. To wait for them would be to
  // wait for each other.
  private static final String END =
      """
      update registrations
      set ended_at = :now, sealed = null, token_hash = null, code_hash = null,
        code_expires_at = null
      where id = :id
        or id = any (array(
          select id
          from registrations
          where email_index = :email and ended_at is null and id <> :id
          for update skip locked))
      """;

  private static final String PURGE = "delete from registrations where expires_at < :before";

  private final JdbcClient jdbc;

  JdbcRegistrations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A registration that has neither ended nor expired, locked until the transaction ends. */
  static final class Live {
    final RegistrationId id;
    final TenantId tenant;
    final byte[] emailIndex;
    final byte[] sealed;
    final byte @Nullable [] codeHash;
    private final @Nullable Instant codeExpires;
    private final int codeTriesLeft;

    private Live(ResultSet row) throws SQLException {
      this.id = new RegistrationId(row.getObject("id", UUID.class));
      this.tenant = new TenantId(row.getObject("tenant_id", UUID.class));
      this.emailIndex = row.getBytes("email_index");
      this.sealed = row.getBytes("sealed");
      this.codeHash = row.getBytes("code_hash");
      this.codeExpires = RowTime.readOptional(row, "code_expires_at");
      this.codeTriesLeft = row.getInt("code_tries_left");
    }

    /** Whether a code may be tried at all. */
    boolean takesCodes(Instant now) {
      return codeExpires != null && now.isBefore(codeExpires) && codeTriesLeft > 0;
    }
  }

  void insert(
      RegistrationId id,
      TenantId tenant,
      byte[] emailIndex,
      byte[] sealed,
      Instant now,
      Instant expires) {
    jdbc.sql(INSERT)
        .param("id", id.value())
        .param("tenant", tenant.value())
        .param("email", emailIndex)
        .param("sealed", sealed)
        .param("now", RowTime.parameter(now))
        .param("expires", RowTime.parameter(expires))
        .update();
  }

  Optional<Live> lock(RegistrationId id, Instant now) {
    return jdbc.sql(LOCK)
        .param("id", id.value())
        .param("now", RowTime.parameter(now))
        .query((row, number) -> new Live(row))
        .optional();
  }

  Optional<Live> lockByToken(byte[] tokenHash, Instant now) {
    return jdbc.sql(LOCK_BY_TOKEN)
        .param("token", tokenHash)
        .param("now", RowTime.parameter(now))
        .query((row, number) -> new Live(row))
        .optional();
  }

  boolean isLive(byte[] tokenHash, Instant now) {
    return jdbc.sql(IS_LIVE)
        .param("token", tokenHash)
        .param("now", RowTime.parameter(now))
        .query(Boolean.class)
        .single();
  }

  /** How many letters went to an address because of registrations begun since. */
  long lettersSince(byte[] emailIndex, Instant since) {
    return jdbc.sql(LETTERS_SINCE)
        .param("email", emailIndex)
        .param("since", RowTime.parameter(since))
        .query(Long.class)
        .single();
  }

  void letterSent(RegistrationId id) {
    jdbc.sql(LETTER_SENT).param("id", id.value()).update();
  }

  void newSecrets(
      RegistrationId id, byte[] tokenHash, byte[] codeHash, Instant codeExpires, int tries) {
    jdbc.sql(NEW_SECRETS)
        .param("id", id.value())
        .param("token", tokenHash)
        .param("code", codeHash)
        .param("codeExpires", RowTime.parameter(codeExpires))
        .param("tries", tries)
        .update();
  }

  void tryCode(RegistrationId id) {
    jdbc.sql(TRY_CODE).param("id", id.value()).update();
  }

  void end(Live registration, Instant now) {
    jdbc.sql(END)
        .param("id", registration.id.value())
        .param("email", registration.emailIndex)
        .param("now", RowTime.parameter(now))
        .update();
  }

  int purge(Instant before) {
    return jdbc.sql(PURGE).param("before", RowTime.parameter(before)).update();
  }
}
