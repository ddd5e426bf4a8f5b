package dev.countersign.server.schedules;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.schedules.Recurrence.Occurrence;
import dev.countersign.server.schedules.Schedule.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What is due, taken up by one node at a time, and what became of it. Between the two the payment
 * is posted under a key of the occurrence's own, so that whoever takes it up again after a crash
 * finds the payment made, or makes it.
 */
@Component
class Occurrences {
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final JdbcSchedules store;
  private final JdbcRuns runs;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  Occurrences(
      JdbcSchedules store,
      JdbcRuns runs,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.store = store;
    this.runs = runs;
    this.transactions = transactions;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * An occurrence that this node has taken up.
   *
   * @param schedule as it stands since
   */
  record Taken(Schedule schedule, int number) {}

  /**
   * Takes up what is due of a schedule; empty where another node has. Of several occurrences that
   * are due only the latest is; those before it are missed. One that was taken up before, and of
   * which nobody wrote down what became, comes first.
   */
  Optional<Taken> take(JdbcSchedules.Due due) {
    return transactions.in(
        due.tenant(),
        () -> {
          Instant now = StoredTime.now(clock);
          return store.lockDue(due.id(), now).map(schedule -> taken(schedule, now));
        });
  }

  private Taken taken(Schedule schedule, Instant now) {
    Integer left = schedule.running();
    if (left != null) {
      store.lease(schedule, now.plus(LEASE));
      return new Taken(schedule, left);
    }
    List<Occurrence> due = schedule.recurrence().due(schedule.nextNumber(), now);
    List<Occurrence> missed = due.subList(0, due.size() - 1);
    missed.forEach(one -> runs.insert(schedule, Run.unpaid(one, Run.Outcome.MISSED, now)));
    if (!missed.isEmpty()) {
      tellMissed(schedule, missed.size());
    }
    int latest = due.getLast().number();
    Optional<Occurrence> next = schedule.recurrence().occurrence(latest + 1);
    Schedule taken =
        schedule.with(schedule.status(), latest + 1, next.map(Occurrence::at).orElse(null), latest);
    store.change(taken, now);
    store.lease(taken, now.plus(LEASE));
    return new Taken(taken, latest);
  }

  /** Writes down what became of one; nothing where another node has. */
  void settle(Taken taken, Verdict verdict) {
    transactions.run(
        taken.schedule().tenant(),
        () ->
            store
                .lock(taken.schedule().id())
                .filter(now -> now.running() != null && now.running() == taken.number())
                .ifPresent(now -> settle(now, taken.number(), verdict)));
  }

  private void settle(Schedule schedule, int number, Verdict verdict) {
    Instant now = StoredTime.now(clock);
    Occurrence occurrence = schedule.recurrence().occurrence(number).orElseThrow();
    Run run = run(schedule, occurrence, verdict, now);
    runs.insert(schedule, run);
    Status status =
        schedule.status() == Status.ACTIVE && schedule.nextAt() == null
            ? Status.FINISHED
            : schedule.status();
    Schedule settled = schedule.with(status, schedule.nextNumber(), schedule.nextAt(), null);
    store.change(settled, now);
    store.lease(settled, null);
    if (run.outcome() == Run.Outcome.MISSED) {
      tellMissed(schedule, 1);
    } else if (run.reason() != null) {
      tellRefused(schedule, run, run.reason());
    }
  }

  private static Run run(Schedule schedule, Occurrence occurrence, Verdict verdict, Instant now) {
    return switch (verdict) {
      case Verdict.Posted posted ->
          new Run(
              occurrence.number(),
              occurrence.at(),
              now,
              Run.Outcome.PAID,
              posted.transfer().id(),
              null);
      case Verdict.Refused(Refusal refusal, boolean _) ->
          refusal.reason() == Refusal.Reason.SCHEDULE_ENDED
              ? Run.unpaid(
                  occurrence,
                  schedule.status() == Status.ACTIVE ? Run.Outcome.MISSED : Run.Outcome.SKIPPED,
                  now)
              : new Run(
                  occurrence.number(),
                  occurrence.at(),
                  now,
                  Run.Outcome.REFUSED,
                  null,
                  refusal.reason().wireName());
      case Verdict.Held _ -> throw new IllegalStateException("a schedule holds nothing");
    };
  }

  private void tellRefused(Schedule schedule, Run run, String reason) {
    audit.record(
        about(AuditEventType.SCHEDULE_REFUSED, schedule)
            .with(Map.of("number", run.number(), "reason", reason)));
    events.publishEvent(
        new ScheduledPaymentRefused(
            schedule.tenant(), schedule.owner(), schedule.id(), run.dueAt(), reason));
  }

  private void tellMissed(Schedule schedule, int count) {
    audit.record(about(AuditEventType.SCHEDULE_MISSED, schedule).with(Map.of("count", count)));
    events.publishEvent(
        new ScheduledPaymentsMissed(schedule.tenant(), schedule.owner(), schedule.id(), count));
  }

  private static AuditEvent about(AuditEventType type, Schedule schedule) {
    return Happening.about(schedule.tenant(), type, schedule.owner())
        .with(Map.of("schedule", schedule.id().text()));
  }
}
