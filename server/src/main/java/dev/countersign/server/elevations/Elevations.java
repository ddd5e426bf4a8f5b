package dev.countersign.server.elevations;

import dev.countersign.server.access.Access;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.elevations.Elevation.Status;
import dev.countersign.server.platform.id.ElevationId;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.roles.HeldPermissions;
import dev.countersign.server.roles.RoleGraph;
import dev.countersign.server.roles.Roles;
import dev.countersign.server.roles.RolesChanged;
import dev.countersign.server.tenants.TenantDirectory;
import dev.countersign.server.tenants.TenantSetting;
import dev.countersign.server.users.AccessChanges;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;

/**
 * Lends roles. A second person decides, who holds for good what they lend; whoever has lent the
 * decider a role cannot be lent one in turn. A role is over when its time is, on every node and in
 * every posting, whether or not anybody has noted it yet. Thread-safe; not to be called inside a
 * transaction.
 */
public final class Elevations {
  private static final String REASON = "elevation reason ";

  private final JdbcElevations store;
  private final ElevationSettings settings;
  private final TenantDirectory directory;
  private final Roles roles;
  private final HeldPermissions held;
  private final AccessChanges access;
  private final PersonalData personalData;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;
  private final IdGenerator ids;

  Elevations(
      JdbcElevations store,
      ElevationSettings settings,
      TenantDirectory directory,
      Roles roles,
      HeldPermissions held,
      AccessChanges access,
      PersonalData personalData,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      InstantSource clock,
      IdGenerator ids) {
    this.store = store;
    this.settings = settings;
    this.directory = directory;
    this.roles = roles;
    this.held = held;
    this.access = access;
    this.personalData = personalData;
    this.transactions = transactions;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /** What became of a wish. */
  public sealed interface Outcome {
    record Done(Elevation elevation) implements Outcome {}

    record Refused(ElevationRefusal reason) implements Outcome {}
  }

  /** The longest a tenant lends a role for. */
  public int minutesMax(TenantId tenant) {
    return directory
        .find(tenant)
        .flatMap(found -> found.setting(TenantSetting.ELEVATION_MINUTES_MAX))
        .map(Integer::valueOf)
        .orElse(settings.minutesMax());
  }

  private Set<String> automaticRoles(TenantId tenant) {
    return directory
        .find(tenant)
        .flatMap(found -> found.setting(TenantSetting.ELEVATION_AUTOMATIC_ROLES))
        .map(names -> Set.of(names.split(",", -1)))
        .orElse(settings.automaticRoles());
  }

  /** Asks for a role; where the policy says so, it is lent at once. */
  public Outcome request(Caller caller, String role, String reason, int minutes) {
    UserId user = caller.person();
    TenantId tenant = caller.tenant();
    Set<String> automatic = automaticRoles(tenant);
    return transactions.in(
        tenant,
        () -> {
          RoleGraph graph = roles.lock(tenant);
          if (!graph.has(role)) {
            return new Outcome.Refused(ElevationRefusal.UNKNOWN_ROLE);
          }
          Instant now = StoredTime.now(clock);
          Elevation asked =
              new Elevation(
                  new ElevationId(ids.next()),
                  tenant,
                  user,
                  role,
                  reason,
                  minutes,
                  Status.PENDING,
                  now,
                  now.plus(settings.openFor()),
                  null,
                  null,
                  null,
                  null);
          byte[] sealed =
              personalData.seal(
                  tenant,
                  user.value(),
                  reason.getBytes(StandardCharsets.UTF_8),
                  REASON + asked.id());
          if (!store.insert(asked, sealed)) {
            return new Outcome.Refused(ElevationRefusal.OPEN);
          }
          tell(
              AuditEventType.ELEVATION_REQUESTED,
              caller,
              asked,
              Map.of("minutes", minutes),
              Map.of("reason", reason));
          return new Outcome.Done(automatic.contains(role) ? lend(null, asked, graph) : asked);
        });
  }

  /** Lends what was asked for. */
  public Outcome approve(Caller caller, ElevationId id) {
    caller.signIn();
    Permissions mine = held.of(caller);
    return decide(
        caller,
        id,
        (elevation, graph) -> {
          if (store.isElevatedBy(caller.person(), elevation.user())) {
            return new Outcome.Refused(ElevationRefusal.IN_TURN);
          }
          return mine.allow(Permission.ELEVATIONS_APPROVE)
                  && mine.allow(graph.effective(elevation.role()))
              ? new Outcome.Done(lend(caller, elevation, graph))
              : new Outcome.Refused(ElevationRefusal.NOT_HELD);
        });
  }

  /** Says no to what was asked for. */
  public Outcome deny(Caller caller, ElevationId id) {
    caller.signIn();
    return decide(
        caller,
        id,
        (elevation, graph) -> {
          Instant now = StoredTime.now(clock);
          Elevation denied = changed(elevation, Status.DENIED, caller.person(), now, null, null);
          store.update(denied);
          tell(AuditEventType.ELEVATION_DENIED, caller, denied, Map.of(), Map.of());
          return new Outcome.Done(denied);
        });
  }

  /** Ends what was lent, at once; whoever has it may, and whoever may lend. */
  public Outcome end(Caller caller, ElevationId id) {
    UserId person = caller.person();
    return transactions.in(
        caller.tenant(),
        () -> {
          roles.lock(caller.tenant());
          Optional<Elevation> found = store.find(id, this::open).filter(it -> maySee(caller, it));
          if (found.isEmpty()) {
            return new Outcome.Refused(ElevationRefusal.NOT_FOUND);
          }
          Elevation elevation = found.get();
          if (elevation.status() == Status.PENDING && elevation.user().equals(person)) {
            return new Outcome.Done(close(caller, elevation, Status.LAPSED));
          }
          if (elevation.status() != Status.ACTIVE) {
            return new Outcome.Refused(ElevationRefusal.DECIDED);
          }
          boolean own = elevation.user().equals(person);
          return new Outcome.Done(close(caller, elevation, own ? Status.ENDED : Status.REVOKED));
        });
  }

  /** One that the caller may see. */
  public Optional<Elevation> find(Caller caller, ElevationId id) {
    return transactions.in(
        caller.tenant(),
        () -> store.find(id, this::open).filter(elevation -> maySee(caller, elevation)));
  }

  /** The newest first: all, for whoever may decide, and the caller's own for others. */
  public List<Elevation> list(Caller caller, @Nullable ElevationId before, int limit) {
    UserId only = mayDecide(caller) ? null : caller.person();
    return transactions.in(
        caller.tenant(), () -> store.list(caller.tenant(), only, before, limit, this::open));
  }

  public static boolean mayDecide(Caller caller) {
    return caller.may(Permission.ELEVATIONS_APPROVE);
  }

  /** Notes that the time of some is over, which they are already. */
  void sweep() {
    Instant now = clock.instant();
    for (JdbcElevations.Due due : transactions.acrossTenants(() -> store.due(now))) {
      transactions.run(
          due.tenant(),
          () -> {
            roles.lock(due.tenant());
            store.find(due.id(), this::open).ifPresent(elevation -> sweep(elevation, now));
          });
    }
  }

  private void sweep(Elevation elevation, Instant now) {
    Instant ends = elevation.endsAt();
    if (elevation.status() == Status.ACTIVE && ends != null && !ends.isAfter(now)) {
      close(null, elevation, Status.ENDED);
    } else if (elevation.status() == Status.PENDING && !elevation.openUntil().isAfter(now)) {
      close(null, elevation, Status.LAPSED);
    }
  }

  /** A role that changes, changes for whoever it is lent to. */
  @EventListener
  void on(RolesChanged change) {
    RoleGraph graph = roles.graph(change.tenant());
    for (Elevation elevation : store.activeIn(change.tenant(), change.roles(), this::open)) {
      apply(elevation, graph);
    }
  }

  private interface Decision {
    Outcome on(Elevation elevation, RoleGraph graph);
  }

  private Outcome decide(Caller caller, ElevationId id, Decision decision) {
    return transactions.in(
        caller.tenant(),
        () -> {
          RoleGraph graph = roles.lock(caller.tenant());
          Optional<Elevation> found = store.find(id, this::open).filter(it -> maySee(caller, it));
          if (found.isEmpty()) {
            return new Outcome.Refused(ElevationRefusal.NOT_FOUND);
          }
          Elevation elevation = found.get();
          if (elevation.user().equals(caller.person())) {
            return new Outcome.Refused(ElevationRefusal.OWN);
          }
          if (elevation.status() != Status.PENDING
              || !elevation.openUntil().isAfter(clock.instant())) {
            return new Outcome.Refused(ElevationRefusal.DECIDED);
          }
          return decision.on(elevation, graph);
        });
  }

  private Elevation lend(@Nullable Caller by, Elevation asked, RoleGraph graph) {
    Instant now = StoredTime.now(clock);
    Elevation lent =
        changed(
            asked,
            Status.ACTIVE,
            by == null ? null : by.person(),
            now,
            now.plus(Duration.ofMinutes(asked.minutes())),
            null);
    store.update(lent);
    apply(lent, graph);
    tell(
        AuditEventType.ELEVATION_BEGAN,
        by,
        lent,
        Map.of("minutes", lent.minutes(), "by_policy", by == null),
        Map.of());
    return lent;
  }

  private void apply(Elevation lent, RoleGraph graph) {
    Instant ends = lent.endsAt();
    if (ends != null) {
      Permissions given = graph.effective(lent.role());
      access.change(
          lent.tenant(),
          lent.user(),
          old ->
              new Access(old.roles(), old.granted(), new Access.Elevated(given, ends), old.mark()));
    }
  }

  private Elevation close(@Nullable Caller by, Elevation elevation, Status status) {
    Elevation closed =
        changed(
            elevation,
            status,
            elevation.decidedBy(),
            elevation.decidedAt(),
            elevation.endsAt(),
            StoredTime.now(clock));
    store.update(closed);
    if (elevation.status() == Status.ACTIVE) {
      access.change(
          elevation.tenant(),
          elevation.user(),
          old -> new Access(old.roles(), old.granted(), null, old.mark()));
    }
    tell(
        status == Status.REVOKED
            ? AuditEventType.ELEVATION_REVOKED
            : AuditEventType.ELEVATION_ENDED,
        by,
        closed,
        Map.of("status", status.wireName()),
        Map.of());
    return closed;
  }

  private void tell(
      AuditEventType type,
      @Nullable Caller by,
      Elevation elevation,
      Map<String, ?> more,
      Map<String, String> personal) {
    Map<String, Object> facts = new HashMap<>(more);
    facts.put("elevation", elevation.id().text());
    facts.put("role", elevation.role());
    AuditEvent event =
        Happening.about(elevation.tenant(), type, elevation.user(), personal).with(facts);
    audit.record(by == null ? event : event.by(by));
    events.publishEvent(
        new ElevationChanged(
            elevation.tenant(),
            elevation.id(),
            elevation.user(),
            elevation.role(),
            elevation.status()));
  }

  private static boolean maySee(Caller caller, Elevation elevation) {
    return mayDecide(caller) || elevation.user().equals(caller.user());
  }

  private Optional<byte[]> open(TenantId tenant, UserId user, ElevationId id, byte[] sealed) {
    return personalData.open(tenant, user.value(), sealed, REASON + id);
  }

  private static Elevation changed(
      Elevation from,
      Status status,
      @Nullable UserId decidedBy,
      @Nullable Instant decidedAt,
      @Nullable Instant endsAt,
      @Nullable Instant endedAt) {
    return new Elevation(
        from.id(),
        from.tenant(),
        from.user(),
        from.role(),
        from.reason(),
        from.minutes(),
        status,
        from.requestedAt(),
        from.openUntil(),
        decidedBy,
        decidedAt,
        endsAt,
        endedAt);
  }
}
