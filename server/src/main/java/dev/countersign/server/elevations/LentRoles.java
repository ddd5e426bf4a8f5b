package dev.countersign.server.elevations;

import dev.countersign.server.access.Access;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.elevations.Elevation.Status;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.roles.RoleGraph;
import dev.countersign.server.roles.Roles;
import dev.countersign.server.roles.RolesChanged;
import dev.countersign.server.users.AccessChanges;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Gives people what they are lent, and takes it back. Works in the caller's transaction, which
 * holds the tenant's roles locked.
 */
@Component
final class LentRoles {
  private final JdbcElevations store;
  private final Roles roles;
  private final AccessChanges access;
  private final ElevationNews news;
  private final InstantSource clock;

  LentRoles(
      JdbcElevations store,
      Roles roles,
      AccessChanges access,
      ElevationNews news,
      InstantSource clock) {
    this.store = store;
    this.roles = roles;
    this.access = access;
    this.news = news;
    this.clock = clock;
  }

  /**
   * Lends what was asked for, from now on.
   *
   * @param by who decided; absent where the policy did
   */
  Elevation lend(@Nullable Caller by, Elevation asked, RoleGraph graph) {
    Elevation lent = asked.lent(by == null ? null : by.person(), StoredTime.now(clock));
    store.update(lent);
    apply(lent, graph);
    news.tell(
        AuditEventType.ELEVATION_BEGAN,
        by,
        lent,
        Map.of("minutes", lent.minutes(), "by_policy", by == null));
    return lent;
  }

  /**
   * Ends one that is lent, or still waits.
   *
   * @param by who ends it; absent where its time is over
   */
  Elevation close(@Nullable Caller by, Elevation elevation, Status how) {
    Elevation closed = elevation.closed(how, StoredTime.now(clock));
    store.update(closed);
    if (elevation.status() == Status.ACTIVE) {
      access.change(
          elevation.tenant(),
          elevation.user(),
          old -> new Access(old.roles(), old.granted(), null, old.mark()));
    }
    news.tell(
        how == Status.REVOKED ? AuditEventType.ELEVATION_REVOKED : AuditEventType.ELEVATION_ENDED,
        by,
        closed,
        Map.of("status", how.wireName()));
    return closed;
  }

  /** A role that changes, changes for whoever it is lent to. */
  @EventListener
  void on(RolesChanged change) {
    RoleGraph graph = roles.graph(change.tenant());
    for (Elevation elevation : store.activeIn(change.tenant(), change.roles())) {
      apply(elevation, graph);
    }
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
}
