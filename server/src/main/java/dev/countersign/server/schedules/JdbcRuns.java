package dev.countersign.server.schedules;

import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code schedule_runs}. */
@Component
final class JdbcRuns {
  private static final String INSERT =
      """
      insert into schedule_runs
        (schedule_id, number, tenant_id, due_at, recorded_at, outcome, payment_id, reason)
      values (:schedule, :number, :tenant, :due, :recorded, :outcome, :payment, :reason)
      """;

  private static final String LIST =
      """
      select number, due_at, recorded_at, outcome, payment_id, reason
      from schedule_runs
      where schedule_id = :schedule and number < :before
      order by number desc
      limit :limit
      """;

  private final JdbcClient jdbc;

  JdbcRuns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(Schedule schedule, Run run) {
    PaymentId payment = run.payment();
    jdbc.sql(INSERT)
        .param("schedule", schedule.id().value())
        .param("number", run.number())
        .param("tenant", schedule.tenant().value())
        .param("due", run.dueAt().atOffset(ZoneOffset.UTC))
        .param("recorded", run.recordedAt().atOffset(ZoneOffset.UTC))
        .param("outcome", run.outcome().wireName())
        .param("payment", payment == null ? null : payment.value())
        .param("reason", run.reason())
        .update();
  }

  /** The latest first. */
  List<Run> list(ScheduleId schedule, @Nullable Integer before, int limit) {
    return jdbc.sql(LIST)
        .param("schedule", schedule.value())
        .param("before", before == null ? Integer.MAX_VALUE : before)
        .param("limit", limit)
        .query((row, number) -> read(row))
        .list();
  }

  private static Run read(ResultSet row) throws SQLException {
    UUID payment = row.getObject("payment_id", UUID.class);
    return new Run(
        row.getInt("number"),
        RowTime.read(row, "due_at"),
        RowTime.read(row, "recorded_at"),
        Run.Outcome.ofWireName(row.getString("outcome")),
        payment == null ? null : new PaymentId(payment),
        row.getString("reason"));
  }
}
