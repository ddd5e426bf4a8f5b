package dev.countersign.server.elevations;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.elevations.Elevation.Status;
import dev.countersign.server.elevations.Elevations.Outcome;
import dev.countersign.server.platform.id.ElevationId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.roles.HeldPermissions;
import dev.countersign.server.roles.RoleGraph;
import dev.countersign.server.roles.Roles;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a second person says to requests, and who may end what was lent. */
@Component
final class ElevationDecisions {
  private final JdbcElevations store;
  private final LentRoles lent;
  private final Roles roles;
  private final HeldPermissions held;
  private final ElevationNews news;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  ElevationDecisions(
      JdbcElevations store,
      LentRoles lent,
      Roles roles,
      HeldPermissions held,
      ElevationNews news,
      TenantTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.lent = lent;
    this.roles = roles;
    this.held = held;
    this.news = news;
    this.transactions = transactions;
    this.clock = clock;
  }

  Outcome approve(Caller caller, ElevationId id) {
    caller.signIn();
    Permissions mine = held.of(caller);
    return onPending(
        caller,
        id,
        (elevation, graph) -> {
          if (store.isElevatedBy(caller.person(), elevation.user())) {
            return new Outcome.Refused(ElevationRefusal.IN_TURN);
          }
          return mine.allow(Permission.ELEVATIONS_APPROVE)
                  && mine.allow(graph.effective(elevation.role()))
              ? new Outcome.Done(lent.lend(caller, elevation, graph))
              : new Outcome.Refused(ElevationRefusal.NOT_HELD);
        });
  }

  Outcome deny(Caller caller, ElevationId id) {
    caller.signIn();
    return onPending(
        caller,
        id,
        (elevation, graph) -> {
          Elevation denied = elevation.denied(caller.person(), StoredTime.now(clock));
          store.update(denied);
          news.tell(AuditEventType.ELEVATION_DENIED, caller, denied, Map.of());
          return new Outcome.Done(denied);
        });
  }

  Outcome end(Caller caller, ElevationId id) {
    UserId person = caller.person();
    return onVisible(
        caller,
        id,
        (elevation, graph) -> {
          boolean own = elevation.isOf(person);
          return switch (elevation.status()) {
            case PENDING ->
                own
                    ? new Outcome.Done(lent.close(caller, elevation, Status.LAPSED))
                    : new Outcome.Refused(ElevationRefusal.DECIDED);
            case ACTIVE ->
                new Outcome.Done(
                    lent.close(caller, elevation, own ? Status.ENDED : Status.REVOKED));
            case DENIED, LAPSED, ENDED, REVOKED -> new Outcome.Refused(ElevationRefusal.DECIDED);
          };
        });
  }

  private interface Decision {
    Outcome on(Elevation elevation, RoleGraph graph);
  }

  private Outcome onPending(Caller caller, ElevationId id, Decision decision) {
    return onVisible(
        caller,
        id,
        (elevation, graph) -> {
          if (elevation.isOf(caller.person())) {
            return new Outcome.Refused(ElevationRefusal.OWN);
          }
          if (elevation.status() != Status.PENDING
              || !elevation.openUntil().isAfter(clock.instant())) {
            return new Outcome.Refused(ElevationRefusal.DECIDED);
          }
          return decision.on(elevation, graph);
        });
  }

  private Outcome onVisible(Caller caller, ElevationId id, Decision decision) {
    return transactions.in(
        caller.tenant(),
        () -> {
          RoleGraph graph = roles.lock(caller.tenant());
          Optional<Elevation> found =
              store.find(id).filter(elevation -> Elevations.maySee(caller, elevation));
          return found
              .map(elevation -> decision.on(elevation, graph))
              .orElseGet(() -> new Outcome.Refused(ElevationRefusal.NOT_FOUND));
        });
  }
}
