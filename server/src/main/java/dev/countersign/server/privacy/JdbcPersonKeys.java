package dev.countersign.server.privacy;

import dev.countersign.server.platform.crypto.SealedRow;
import dev.countersign.server.platform.id.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** The wrapped keys in the store. Works in the caller's transaction. */
@Component
class JdbcPersonKeys {
  private static final String FIND =
      """
      select wrapped_key
      from person_keys
      where tenant_id = :tenant
        and person_id = :person
      """;
  private static final String ADD =
      """
      insert into person_keys (person_id, tenant_id, wrapped_key, created_at)
      values (:person, :tenant, :wrapped, :now)
      on conflict (person_id) do nothing
      """;
  private static final String REMOVE =
      """
      delete from person_keys
      where tenant_id = :tenant
        and person_id = :person
      """;

  private static final String FIND_OUTDATED =
      """
      select person_id, wrapped_key
      from person_keys
      where tenant_id = :tenant
        and substring(wrapped_key from 1 for :length) <> :prefix
      order by person_id
      limit :limit
      for update
      """;
  private static final String COUNT_OUTDATED =
      """
      select count(*)
      from person_keys
      where tenant_id = :tenant
        and substring(wrapped_key from 1 for :length) <> :prefix
      """;
  private static final String REWRAP =
      """
      update person_keys as old
      set wrapped_key = anew.wrapped_key
      from unnest(:persons, :wrapped) as anew (person_id, wrapped_key)
      where old.tenant_id = :tenant
        and old.person_id = anew.person_id::uuid
      """;

  private final JdbcClient jdbc;

  JdbcPersonKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<byte[]> find(TenantId tenant, UUID person) {
    return jdbc.sql(FIND)
        .param("tenant", tenant.value())
        .param("person", person)
        .query(byte[].class)
        .optional();
  }

  /**
   * Adds a key unless there is one, waiting for another transaction that is adding one. The key
   * that stands is then found.
   */
  void add(TenantId tenant, UUID person, byte[] wrapped, Instant now) {
    jdbc.sql(ADD)
        .param("person", person)
        .param("tenant", tenant.value())
        .param("wrapped", wrapped)
        .param("now", Timestamp.from(now))
        .update();
  }

  void remove(TenantId tenant, UUID person) {
    jdbc.sql(REMOVE).param("tenant", tenant.value()).param("person", person).update();
  }

  /** Keys that another than the current master key wraps, locked. */
  List<SealedRow> notBeginningWith(TenantId tenant, byte[] prefix, int limit) {
    return jdbc.sql(FIND_OUTDATED)
        .param("tenant", tenant.value())
        .param("length", prefix.length)
        .param("prefix", prefix)
        .param("limit", limit)
        .query((row, number) -> {
          UUID person = row.getObject("person_id", UUID.class);
          return new SealedRow(
              person.toString(),
              row.getBytes("wrapped_key"),
              SealedPersonalData.wrapping(tenant, person));
        })
        .list();
  }

  long countNotBeginningWith(TenantId tenant, byte[] prefix) {
    return jdbc.sql(COUNT_OUTDATED)
        .param("tenant", tenant.value())
        .param("length", prefix.length)
        .param("prefix", prefix)
        .query(Long.class)
        .single();
  }

  void rewrap(TenantId tenant, List<SealedRow> rows) {
    byte[][] wrapped = rows.stream().map(SealedRow::sealed).toArray(byte[][]::new);
    int changed =
        jdbc.sql(REWRAP)
            .param("tenant", tenant.value())
            .param(
                "persons", new SqlArrayValue("text", rows.stream().map(SealedRow::key).toArray()))
            .param("wrapped", new SqlArrayValue("bytea", (Object[]) wrapped))
            .update();
    if (changed != rows.size()) {
      throw new IllegalStateException(
          "expected " + rows.size() + " keys to be wrapped anew, not " + changed);
    }
  }
}
