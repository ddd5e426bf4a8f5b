package dev.countersign.server.webhooks;

import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.RowTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * The queue in the table {@code webhook_deliveries}, for all tenants. Works in the caller's
 * transaction.
 */
final class JdbcDeliveryQueue {
  private static final String ADD =
      """
      insert into webhook_deliveries
        (webhook_id, event_id, tenant_id, event_type, status, queued_at, due_at)
      select webhook_id, event_id, tenant_id, event_type, 'queued', :now, :now
      from unnest(:webhooks, :events, :tenants, :types)
        as wanted (webhook_id, event_id, tenant_id, event_type)
      on conflict (webhook_id, event_id) do nothing
      """;

  // What is queued already stays as it is.
  private static final String ADD_AGAIN =
      """
      insert into webhook_deliveries
        (webhook_id, event_id, tenant_id, event_type, status, queued_at, due_at)
      select webhook_id, event_id, tenant_id, event_type, 'queued', :now, :now
      from unnest(:webhooks, :events, :tenants, :types)
        as wanted (webhook_id, event_id, tenant_id, event_type)
      on conflict (webhook_id, event_id) do update
      set status = 'queued', queued_at = :now, due_at = :now, finished_at = null
      where webhook_deliveries.status <> 'queued'
      """;

  // One step per webhook that has something queued, whatever lies in front of it: a receiver that
  // is
  // slow or gone keeps nobody else's waiting. Those of suspended tenants wait.
  private static final String DUE =
      """
      with recursive waiting as (
        (
          select webhook_id
          from webhook_deliveries
          where status = 'queued'
          order by webhook_id
          limit 1
        )
        union all
        select (
          select later.webhook_id
          from webhook_deliveries as later
          where later.status = 'queued' and later.webhook_id > waiting.webhook_id
          order by later.webhook_id
          limit 1
        )
        from waiting
        where waiting.webhook_id is not null
      )
      select due.webhook_id, due.event_id, due.due_at
      from waiting
      cross join lateral (
        select webhook_id, event_id, tenant_id, due_at
        from webhook_deliveries
        where webhook_id = waiting.webhook_id and status = 'queued' and due_at <= :now
        order by due_at
        limit :each
      ) as due
      join tenants on tenants.id = due.tenant_id
      where tenants.status = 'active' and due.webhook_id <> all(:busy)
      order by due.due_at
      limit :limit
      """;

  // Whoever has claimed one may try it until then; nobody else does meanwhile.
  private static final String CLAIM =
      """
      with free as (
        select delivery.webhook_id, delivery.event_id
        from unnest(:webhooks, :events) as wanted (webhook_id, event_id)
        join webhook_deliveries as delivery using (webhook_id, event_id)
        where delivery.status = 'queued' and delivery.due_at <= :now
        for update of delivery skip locked
      )
      update webhook_deliveries as delivery
      set due_at = :until
      from free
      where delivery.webhook_id = free.webhook_id and delivery.event_id = free.event_id
      returning delivery.tenant_id, delivery.webhook_id, delivery.event_id
      """;

  private static final String PURGE =
      """
      delete from webhook_deliveries
      where finished_at < :before
      """;

  private final JdbcClient jdbc;

  JdbcDeliveryQueue(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An event that a webhook is to be told of. */
  record Wanted(WebhookId webhook, EventId event, TenantId tenant, String type) {}

  /** A delivery in this node's hands. */
  record Claimed(TenantId tenant, WebhookId webhook, EventId event) {}

  void add(List<Wanted> wanted, Instant now) {
    insert(ADD, wanted, now);
  }

  /** The same for those that are done with too; how many are queued by it. */
  int addAgain(List<Wanted> wanted, Instant now) {
    return insert(ADD_AGAIN, wanted, now);
  }

  /**
   * Takes deliveries that are due.
   *
   * @param busy webhooks to pass over
   * @param lease how long this node may take for them
   * @param each how many of one webhook
   */
  List<Claimed> claim(
      Collection<WebhookId> busy, Instant now, Duration lease, int each, int limit) {
    List<UUID[]> due =
        jdbc.sql(DUE)
            .param("now", RowTime.parameter(now))
            .param("busy", uuids(busy.stream().map(WebhookId::value).toArray()))
            .param("each", each)
            .param("limit", limit)
            .query((row, number) ->
                new UUID[] {
                  row.getObject("webhook_id", UUID.class), row.getObject("event_id", UUID.class)
                })
            .list();
    if (due.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(CLAIM)
        .param("webhooks", uuids(due.stream().map(ids -> ids[0]).toArray()))
        .param("events", uuids(due.stream().map(ids -> ids[1]).toArray()))
        .param("now", RowTime.parameter(now))
        .param("until", RowTime.parameter(now.plus(lease)))
        .query((row, number) ->
            new Claimed(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                new WebhookId(row.getObject("webhook_id", UUID.class)),
                new EventId(row.getObject("event_id", UUID.class))))
        .list();
  }

  int purge(Instant before) {
    return jdbc.sql(PURGE).param("before", RowTime.parameter(before)).update();
  }

  private int insert(String statement, List<Wanted> wanted, Instant now) {
    return jdbc.sql(statement)
        .param("webhooks", uuids(wanted.stream().map(one -> one.webhook().value()).toArray()))
        .param("events", uuids(wanted.stream().map(one -> one.event().value()).toArray()))
        .param("tenants", uuids(wanted.stream().map(one -> one.tenant().value()).toArray()))
        .param("types", new SqlArrayValue("text", wanted.stream().map(Wanted::type).toArray()))
        .param("now", RowTime.parameter(now))
        .update();
  }

  private static SqlArrayValue uuids(Object[] ids) {
    return new SqlArrayValue("uuid", ids);
  }
}
