package dev.countersign.server.imports;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code external_users}. */
final class JdbcExternalUsers {
  private static final String FIND =
      """
      select user_id
      from external_users
      where external_id = :external
      """;

  private static final String FIND_EXTERNAL_ID =
      """
      select external_id
      from external_users
      where user_id = :user
      """;

  private static final String INSERT =
      """
      insert into external_users (tenant_id, external_id, user_id)
      values (:tenant, :external, :user)
      """;

  // Any fixed number does, as long as nothing else in the schema takes it.
  private static final String LOCK = "select pg_advisory_xact_lock(5280917736640218843)";

  private final JdbcClient jdbc;

  JdbcExternalUsers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Until the caller's transaction ends nobody else imports: verdicts stay true. */
  void lock() {
    jdbc.sql(LOCK).query((row, number) -> Boolean.TRUE).single();
  }

  Optional<UserId> find(String externalId) {
    return jdbc.sql(FIND)
        .param("external", externalId)
        .query(UUID.class)
        .optional()
        .map(UserId::new);
  }

  Optional<String> externalIdOf(UserId user) {
    return jdbc.sql(FIND_EXTERNAL_ID).param("user", user.value()).query(String.class).optional();
  }

  void insert(TenantId tenant, String externalId, UserId user) {
    jdbc.sql(INSERT)
        .param("tenant", tenant.value())
        .param("external", externalId)
        .param("user", user.value())
        .update();
  }
}
