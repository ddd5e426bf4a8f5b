package dev.countersign.server.schedules;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.schedules.Recurrence.Occurrence;
import dev.countersign.server.schedules.Schedule.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people have the service pay later: made, read, paused, resumed, cancelled. Thread-safe. */
@Component
public final class Schedules {
  /** How many somebody can have that are not over. */
  public static final int OPEN_MAX = 100;

  private final JdbcSchedules store;
  private final JdbcRuns runs;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final IdGenerator ids;
  private final InstantSource clock;

  Schedules(
      JdbcSchedules store,
      JdbcRuns runs,
      TenantTransactions transactions,
      AuditTrail audit,
      IdGenerator ids,
      InstantSource clock) {
    this.store = store;
    this.runs = runs;
    this.transactions = transactions;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What became of a wish. */
  public sealed interface Outcome {
    /**
     * It stands as was wished.
     *
     * @param replayed whether it was made, by the same request, before
     */
    record Done(Schedule schedule, boolean replayed) implements Outcome {}

    record NotFound() implements Outcome {}

    /** The key was used for another request. */
    record Conflict() implements Outcome {}

    record TooMany() implements Outcome {}

    /** Its first time is not to come. */
    record Past() implements Outcome {}

    /** Nothing of it is left to be paused or to go on. */
    record Over() implements Outcome {}
  }

  /** Makes a schedule of the caller's, once for each of their keys. */
  public Outcome make(
      Caller caller, Schedule.Order order, Recurrence recurrence, String key, RequestHash hash) {
    return transactions.in(
        caller.tenant(),
        () -> {
          store.lockOwner(caller.person());
          Optional<JdbcSchedules.Request> made =
              store.findRequest(caller.tenant(), caller.person(), key);
          return made.isPresent()
              ? again(made.get(), hash)
              : made(caller, order, recurrence, key, hash);
        });
  }

  private Outcome again(JdbcSchedules.Request made, RequestHash hash) {
    return made.hash().equals(hash.hex())
        ? new Outcome.Done(store.find(made.id()).orElseThrow(), true)
        : new Outcome.Conflict();
  }

  private Outcome made(
      Caller caller, Schedule.Order order, Recurrence recurrence, String key, RequestHash hash) {
    Instant now = StoredTime.now(clock);
    Optional<Occurrence> first = recurrence.occurrence(0).filter(one -> one.at().isAfter(now));
    if (first.isEmpty()) {
      return new Outcome.Past();
    }
    if (store.countOpen(caller.tenant(), caller.person()) >= OPEN_MAX) {
      return new Outcome.TooMany();
    }
    Schedule schedule =
        new Schedule(
            new ScheduleId(ids.next()),
            caller.tenant(),
            caller.person(),
            order,
            recurrence,
            Status.ACTIVE,
            0,
            first.get().at(),
            null,
            now);
    store.insert(schedule, key, hash.hex());
    tell(AuditEventType.SCHEDULE_MADE, caller, schedule);
    return new Outcome.Done(schedule, false);
  }

  /** Somebody's own, the newest first. */
  public List<Schedule> list(
      TenantId tenant, UserId owner, @Nullable ScheduleId before, int limit) {
    return transactions.in(tenant, () -> store.list(tenant, owner, before, limit));
  }

  /** One of somebody's own. */
  public Optional<Schedule> find(TenantId tenant, UserId owner, ScheduleId id) {
    return transactions.in(tenant, () -> store.find(id).filter(one -> one.owner().equals(owner)));
  }

  /** What became of the occurrences of one of somebody's own, the latest first. */
  public Optional<List<Run>> runs(
      TenantId tenant, UserId owner, ScheduleId id, @Nullable Integer before, int limit) {
    return transactions.in(
        tenant,
        () ->
            store
                .find(id)
                .filter(one -> one.owner().equals(owner))
                .map(one -> runs.list(id, before, limit)));
  }

  /** Nothing is paid until it goes on; again does no harm. */
  public Outcome pause(Caller caller, ScheduleId id) {
    return change(
        caller,
        id,
        AuditEventType.SCHEDULE_PAUSED,
        Status.PAUSED,
        schedule -> schedule.with(Status.PAUSED, schedule.nextNumber(), null, schedule.running()));
  }

  /** Goes on with the first occurrence that is still to come; those since the pause are skipped. */
  public Outcome resume(Caller caller, ScheduleId id) {
    return change(
        caller,
        id,
        AuditEventType.SCHEDULE_RESUMED,
        Status.ACTIVE,
        schedule -> {
          Instant now = StoredTime.now(clock);
          Recurrence when = schedule.recurrence();
          when.due(schedule.nextNumber(), now)
              .forEach(one -> runs.insert(schedule, Run.unpaid(one, Run.Outcome.SKIPPED, now)));
          Optional<Occurrence> next = when.firstAfter(schedule.nextNumber(), now);
          return schedule.with(
              next.isEmpty() && schedule.running() == null ? Status.FINISHED : Status.ACTIVE,
              next.map(Occurrence::number).orElse(schedule.nextNumber()),
              next.map(Occurrence::at).orElse(null),
              schedule.running());
        });
  }

  /** Nothing is paid from the commit on; again does no harm. */
  public Outcome cancel(Caller caller, ScheduleId id) {
    return change(
        caller,
        id,
        AuditEventType.SCHEDULE_CANCELLED,
        Status.CANCELLED,
        schedule ->
            schedule.with(Status.CANCELLED, schedule.nextNumber(), null, schedule.running()));
  }

  /**
   * Those of the occurrences that may be paid now, with their schedules locked in share mode until
   * the caller's transaction ends: whoever pauses or cancels one waits for that, or has been seen.
   */
  public Supplier<Set<Credential.Schedule>> lockRunning(
      Collection<Credential.Schedule> occurrences, RoundTrip trip) {
    Supplier<List<Schedule>> locked =
        JdbcSchedules.lockShared(
            occurrences.stream().map(Credential.Schedule::schedule).collect(Collectors.toSet()),
            trip);
    return () -> running(occurrences, locked.get());
  }

  private Set<Credential.Schedule> running(
      Collection<Credential.Schedule> occurrences, List<Schedule> locked) {
    Map<ScheduleId, Schedule> known =
        locked.stream().collect(Collectors.toMap(Schedule::id, Function.identity()));
    Instant now = clock.instant();
    Set<Credential.Schedule> may = new HashSet<>(occurrences);
    may.removeIf(one -> {
      Schedule schedule = known.get(one.schedule());
      return schedule == null || !schedule.mayPay(one.occurrence(), now);
    });
    return may;
  }

  private Outcome change(
      Caller caller,
      ScheduleId id,
      AuditEventType type,
      Status wanted,
      Function<Schedule, Schedule> change) {
    return transactions.in(
        caller.tenant(),
        () -> {
          Optional<Schedule> found =
              store.lock(id).filter(one -> one.owner().equals(caller.person()));
          if (found.isEmpty()) {
            return new Outcome.NotFound();
          }
          Schedule schedule = found.get();
          if (schedule.status() == wanted) {
            return new Outcome.Done(schedule, true);
          }
          if (schedule.isOver()) {
            return new Outcome.Over();
          }
          Schedule changed = change.apply(schedule);
          store.change(changed, StoredTime.now(clock));
          tell(type, caller, changed);
          return new Outcome.Done(changed, false);
        });
  }

  private void tell(AuditEventType type, Caller by, Schedule schedule) {
    audit.record(
        Happening.about(schedule.tenant(), type, schedule.owner())
            .by(by)
            .with(
                Map.of(
                    "schedule", schedule.id().text(),
                    "recipient", schedule.order().recipient(),
                    "currency", schedule.order().asset())));
  }
}
