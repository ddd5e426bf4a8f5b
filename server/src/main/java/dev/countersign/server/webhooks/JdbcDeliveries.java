package dev.countersign.server.webhooks;

import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.RowTime;
import dev.countersign.server.webhooks.Delivery.Attempt;
import dev.countersign.server.webhooks.Delivery.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** Reads deliveries and their attempts for whoever looks after them, and ends them. */
final class JdbcDeliveries {
  private static final String COLUMNS =
      """
      select webhook_id, event_id, event_type, status, attempts, queued_at, due_at, finished_at
      from webhook_deliveries
      where webhook_id = :webhook
      """;

  private static final String PAGE =
      COLUMNS
          + """
            and (:status::text is null or status = :status)
            and (:before::uuid is null or event_id < :before)
          order by event_id desc
          limit :limit
          """;

  private static final String ONE = COLUMNS + " and event_id = :event\n";
  private static final String ONE_LOCKED = ONE + "for update\n";

  private static final String AMONG = COLUMNS + " and event_id = any(:events)\n";

  private static final String ATTEMPTS =
      """
      select attempted_at, millis, status_code, failure
      from webhook_attempts
      where webhook_id = :webhook and event_id = :event
      order by id
      """;

  private static final String COUNT_DEAD =
      "select count(*) from webhook_deliveries where webhook_id = :webhook and status = 'dead'";

  private static final String ADD_ATTEMPT =
      """
      insert into webhook_attempts
        (id, tenant_id, webhook_id, event_id, attempted_at, millis, status_code, failure)
      values (:id, :tenant, :webhook, :event, :at, :millis, :status, :failure)
      """;

  private static final String RETRY =
      """
      update webhook_deliveries
      set attempts = attempts + 1, due_at = :due
      where webhook_id = :webhook and event_id = :event
      """;

  private static final String FINISH =
      """
      update webhook_deliveries
      set attempts = attempts + :attempts, status = :status, finished_at = :now
      where webhook_id = :webhook and event_id = :event
      """;

  private static final String GIVE_UP_ALL =
      """
      update webhook_deliveries
      set status = 'dead', finished_at = :now
      where webhook_id = :webhook and status = 'queued'
      """;

  private final JdbcClient jdbc;

  JdbcDeliveries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The newest first. */
  List<Delivery> page(
      WebhookId webhook, @Nullable Status status, @Nullable EventId before, int limit) {
    return jdbc.sql(PAGE)
        .param("webhook", webhook.value())
        .param("status", status == null ? null : status.wireName())
        .param("before", before == null ? null : before.value())
        .param("limit", limit)
        .query((row, number) -> read(row))
        .list();
  }

  Optional<Delivery> find(WebhookId webhook, EventId event) {
    return one(ONE, webhook, event);
  }

  Optional<Delivery> findLocked(WebhookId webhook, EventId event) {
    return one(ONE_LOCKED, webhook, event);
  }

  /** Those of a webhook for these events, in no order. */
  List<Delivery> among(WebhookId webhook, Collection<EventId> events) {
    return jdbc.sql(AMONG)
        .param("webhook", webhook.value())
        .param("events", new SqlArrayValue("uuid", events.stream().map(EventId::value).toArray()))
        .query((row, number) -> read(row))
        .list();
  }

  List<Attempt> attempts(WebhookId webhook, EventId event) {
    return jdbc.sql(ATTEMPTS)
        .param("webhook", webhook.value())
        .param("event", event.value())
        .query((row, number) ->
            new Attempt(
                RowTime.read(row, "attempted_at"),
                row.getInt("millis"),
                row.getObject("status_code", Integer.class),
                row.getString("failure")))
        .list();
  }

  int countDead(WebhookId webhook) {
    return jdbc.sql(COUNT_DEAD).param("webhook", webhook.value()).query(Integer.class).single();
  }

  void addAttempt(UUID id, TenantId tenant, Delivery delivery, Attempt attempt) {
    jdbc.sql(ADD_ATTEMPT)
        .param("id", id)
        .param("tenant", tenant.value())
        .param("webhook", delivery.webhook().value())
        .param("event", delivery.event().value())
        .param("at", RowTime.parameter(attempt.at()))
        .param("millis", attempt.millis())
        .param("status", attempt.status())
        .param("failure", attempt.failure())
        .update();
  }

  void retry(Delivery delivery, Instant due) {
    jdbc.sql(RETRY)
        .param("webhook", delivery.webhook().value())
        .param("event", delivery.event().value())
        .param("due", RowTime.parameter(due))
        .update();
  }

  /** Ends one, with so many attempts more. */
  void finish(Delivery delivery, Status status, int attempts, Instant now) {
    jdbc.sql(FINISH)
        .param("webhook", delivery.webhook().value())
        .param("event", delivery.event().value())
        .param("attempts", attempts)
        .param("status", status.wireName())
        .param("now", RowTime.parameter(now))
        .update();
  }

  /** Gives up whatever waits for a webhook. */
  int giveUpAll(WebhookId webhook, Instant now) {
    return jdbc.sql(GIVE_UP_ALL)
        .param("webhook", webhook.value())
        .param("now", RowTime.parameter(now))
        .update();
  }

  private Optional<Delivery> one(String statement, WebhookId webhook, EventId event) {
    return jdbc.sql(statement)
        .param("webhook", webhook.value())
        .param("event", event.value())
        .query((row, number) -> read(row))
        .optional();
  }

  private static Delivery read(ResultSet row) throws SQLException {
    return new Delivery(
        new WebhookId(row.getObject("webhook_id", UUID.class)),
        new EventId(row.getObject("event_id", UUID.class)),
        row.getString("event_type"),
        Status.find(row.getString("status")).orElseThrow(),
        row.getInt("attempts"),
        RowTime.read(row, "queued_at"),
        RowTime.read(row, "due_at"),
        RowTime.readOptional(row, "finished_at"));
  }
}
