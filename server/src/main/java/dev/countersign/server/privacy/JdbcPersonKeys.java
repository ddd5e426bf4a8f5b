package dev.countersign.server.privacy;

import dev.countersign.server.platform.id.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
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
}
