package dev.countersign.server.webhooks;

import dev.countersign.server.events.EventTypes;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.RowTime;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The table {@code webhooks}. Works in the caller's transaction. */
final class JdbcWebhooks {
  private static final String COLUMNS =
      """
      select id, tenant_id, url, description, types, status, reason, failing_since, created_by, created_at
      from webhooks
      """;

  private static final String INSERT =
      """
      insert into webhooks
        (id, tenant_id, url, description, types, status, created_by, created_at, changed_at)
      values (:id, :tenant, :url, :description, :types, 'active', :by, :now, :now)
      """;

  private static final String UPDATE =
      """
      update webhooks
      set url = :url, description = :description, types = :types,
        status = case when :reason::text is null then 'active' else 'disabled' end,
        reason = :reason, failing_since = :failing, changed_at = :now
      where id = :id
      """;

  private static final String DELETE = "delete from webhooks where id = :id";

  // Whoever adds one waits for whoever is adding another, so that the number stays right.
  private static final String LOCK_COUNT =
      "select pg_advisory_xact_lock(hashtextextended('webhooks ' || :tenant, 0))";

  private static final String COUNT = "select count(*) from webhooks where tenant_id = :tenant";

  private static final String OF_TENANT = COLUMNS + "where tenant_id = :tenant order by id\n";
  private static final String ONE = COLUMNS + "where id = :id\n";
  private static final String ONE_LOCKED = ONE + "for no key update\n";
  private static final String ACTIVE_OF =
      COLUMNS + "where tenant_id = any(:tenants) and status = 'active' order by id\n";

  private static final String ANY_ACTIVE =
      "select exists (select 1 from webhooks where status = 'active')";

  private static final String FAILS =
      """
      update webhooks
      set failing_since = :now
      where id = :id and failing_since is null
      """;

  private static final String SUCCEEDS =
      """
      update webhooks
      set failing_since = null
      where id = :id and failing_since is not null
      """;

  private final JdbcClient jdbc;

  JdbcWebhooks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Webhook webhook) {
    bind(jdbc.sql(INSERT), webhook)
        .param("tenant", webhook.tenant().value())
        .param("by", webhook.createdBy())
        .param("now", RowTime.parameter(webhook.createdAt()))
        .update();
  }

  void update(Webhook webhook, Instant now) {
    bind(jdbc.sql(UPDATE), webhook)
        .param("reason", webhook.disabled() == null ? null : webhook.disabled().wireName())
        .param(
            "failing",
            webhook.failingSince() == null ? null : RowTime.parameter(webhook.failingSince()))
        .param("now", RowTime.parameter(now))
        .update();
  }

  boolean delete(WebhookId id) {
    return jdbc.sql(DELETE).param("id", id.value()).update() == 1;
  }

  /** How many a tenant has; whoever asks next waits for the transaction's end. */
  int countLocked(TenantId tenant) {
    jdbc.sql(LOCK_COUNT)
        .param("tenant", tenant.value().toString())
        .query((row, number) -> Boolean.TRUE)
        .single();
    return jdbc.sql(COUNT).param("tenant", tenant.value()).query(Integer.class).single();
  }

  List<Webhook> ofTenant(TenantId tenant) {
    return jdbc.sql(OF_TENANT)
        .param("tenant", tenant.value())
        .query((row, number) -> read(row))
        .list();
  }

  Optional<Webhook> find(WebhookId id) {
    return jdbc.sql(ONE).param("id", id.value()).query((row, number) -> read(row)).optional();
  }

  Optional<Webhook> findLocked(WebhookId id) {
    return jdbc.sql(ONE_LOCKED)
        .param("id", id.value())
        .query((row, number) -> read(row))
        .optional();
  }

  /** Those of these tenants that are told of events. */
  List<Webhook> activeOf(Collection<TenantId> tenants) {
    return jdbc.sql(ACTIVE_OF)
        .param(
            "tenants", new SqlArrayValue("uuid", tenants.stream().map(TenantId::value).toArray()))
        .query((row, number) -> read(row))
        .list();
  }

  boolean anyActive() {
    return jdbc.sql(ANY_ACTIVE).query(Boolean.class).single();
  }

  void fails(WebhookId id, Instant now) {
    jdbc.sql(FAILS).param("id", id.value()).param("now", RowTime.parameter(now)).update();
  }

  void succeeds(WebhookId id) {
    jdbc.sql(SUCCEEDS).param("id", id.value()).update();
  }

  private static JdbcClient.StatementSpec bind(
      JdbcClient.StatementSpec statement, Webhook webhook) {
    return statement
        .param("id", webhook.id().value())
        .param("url", webhook.url().toString())
        .param("description", webhook.description())
        .param("types", new SqlArrayValue("text", webhook.types().patterns().toArray()));
  }

  private static Webhook read(ResultSet row) throws SQLException {
    return new Webhook(
        new WebhookId(row.getObject("id", UUID.class)),
        new TenantId(row.getObject("tenant_id", UUID.class)),
        URI.create(row.getString("url")),
        row.getString("description"),
        new EventTypes(List.of((String[]) row.getArray("types").getArray())),
        Webhook.Reason.ofWireName(row.getString("reason")),
        RowTime.readOptional(row, "failing_since"),
        row.getObject("created_by", UUID.class),
        RowTime.read(row, "created_at"));
  }
}
