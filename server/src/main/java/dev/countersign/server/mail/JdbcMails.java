package dev.countersign.server.mail;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code mails}. Works in the caller's transaction. */
@Component
class JdbcMails {
  private static final String INSERT =
      """
      insert into mails
        (id, tenant_id, person_id, kind, form, sealed, status, created_at, due_at, expires_at)
      values
        (:id, :tenant, :person, :kind, :form, :sealed, 'queued', :now, :now, :expires)
      """;

  // Across tenants, so without what is sealed.
  private static final String DUE =
      """
      select id, tenant_id
      from mails
      where status = 'queued' and due_at <= :now
      order by due_at
      limit :limit
      """;

  // The lock is held while the message is on its way: nobody else sends it meanwhile.
  private static final String CLAIM =
      """
      select id, tenant_id, person_id, kind, form, sealed, attempts, expires_at
      from mails
      where id = :id and status = 'queued' and due_at <= :now
      for update skip locked
      """;

  private static final String WRITTEN =
      """
      update mails
      set form = 'letter', sealed = :sealed, expires_at = least(expires_at, :expires)
      where id = :id
      """;

  private static final String RETRY =
      """
      update mails
      set attempts = attempts + 1, due_at = :due, failure = :failure
      where id = :id
      """;

  private static final String FINISH =
      """
      update mails
      set status = :status, attempts = attempts + :attempts, failure = :failure, sealed = null,
        finished_at = :now
      where id = :id
      """;

  private static final String PURGE =
      """
      delete from mails
      where status <> 'queued' and finished_at < :before
      """;

  private static final String WAITING_SINCE =
      """
      select min(created_at)
      from mails
      where status = 'queued' and attempts > 0
      """;

  private static final String TENANT_NAME = "select name from tenants where id = :tenant";

  private final JdbcClient jdbc;

  JdbcMails(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What became of a message. */
  enum End {
    SENT,
    /** Nothing was to be sent after all. */
    UNNEEDED,
    /** It could not be delivered. */
    DEAD
  }

  /** Whether a message is written already. */
  enum Form {
    WISH,
    LETTER
  }

  /** A message that is due. */
  record Due(UUID id, TenantId tenant) {}

  /** A message in this transaction's hands. */
  record Claimed(
      UUID id,
      TenantId tenant,
      UUID person,
      String kind,
      Form form,
      Sealed sealed,
      int attempts,
      Instant expires) {}

  /** Ciphertext; a class, because records compare arrays by identity. */
  static final class Sealed {
    private final byte[] bytes;

    Sealed(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  void insert(Claimed mail, Instant now) {
    jdbc.sql(INSERT)
        .param("id", mail.id())
        .param("tenant", mail.tenant().value())
        .param("person", mail.person())
        .param("kind", mail.kind())
        .param("form", wireName(mail.form()))
        .param("sealed", mail.sealed().bytes())
        .param("now", RowTime.parameter(now))
        .param("expires", RowTime.parameter(mail.expires()))
        .update();
  }

  List<Due> due(Instant now, int limit) {
    return jdbc.sql(DUE)
        .param("now", RowTime.parameter(now))
        .param("limit", limit)
        .query((row, number) ->
            new Due(
                row.getObject("id", UUID.class),
                new TenantId(row.getObject("tenant_id", UUID.class))))
        .list();
  }

  Optional<Claimed> claim(UUID id, Instant now) {
    return jdbc.sql(CLAIM)
        .param("id", id)
        .param("now", RowTime.parameter(now))
        .query(JdbcMails::read)
        .optional();
  }

  void written(UUID id, Sealed letter, Instant expires) {
    jdbc.sql(WRITTEN)
        .param("id", id)
        .param("sealed", letter.bytes())
        .param("expires", RowTime.parameter(expires))
        .update();
  }

  void retry(UUID id, Instant due, String failure) {
    jdbc.sql(RETRY)
        .param("id", id)
        .param("due", RowTime.parameter(due))
        .param("failure", failure)
        .update();
  }

  void finish(UUID id, End end, int attempts, @Nullable String failure, Instant now) {
    jdbc.sql(FINISH)
        .param("id", id)
        .param("status", wireName(end))
        .param("attempts", attempts)
        .param("failure", failure)
        .param("now", RowTime.parameter(now))
        .update();
  }

  int purge(Instant now, Duration keep) {
    return jdbc.sql(PURGE).param("before", RowTime.parameter(now.minus(keep))).update();
  }

  /** When the oldest message was queued of those that failed at least once. */
  Optional<Instant> failingSince() {
    return jdbc.sql(WAITING_SINCE)
        .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
        .single()
        .map(OffsetDateTime::toInstant);
  }

  String tenantName(TenantId tenant) {
    return jdbc.sql(TENANT_NAME).param("tenant", tenant.value()).query(String.class).single();
  }

  private static Claimed read(ResultSet row, int number) throws SQLException {
    return new Claimed(
        row.getObject("id", UUID.class),
        new TenantId(row.getObject("tenant_id", UUID.class)),
        row.getObject("person_id", UUID.class),
        row.getString("kind"),
        Form.valueOf(row.getString("form").toUpperCase(Locale.ROOT)),
        new Sealed(row.getBytes("sealed")),
        row.getInt("attempts"),
        RowTime.read(row, "expires_at"));
  }

  private static String wireName(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
