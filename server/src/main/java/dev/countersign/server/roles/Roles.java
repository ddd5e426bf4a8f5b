package dev.countersign.server.roles;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.access.Role;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.users.AccessChanges;
import dev.countersign.server.users.Users;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;

/**
 * The roles a tenant makes. A change reaches everybody who has the role in the same commit.
 * Thread-safe; not to be called inside a transaction, but for {@link #graph} and {@link #lock}.
 */
public final class Roles {
  private static final int ROLES_MAX = 200;
  private static final int PEOPLE_AT_ONCE = 500;

  private final JdbcRoles store;
  private final HeldPermissions held;
  private final Users users;
  private final AccessChanges access;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  Roles(
      JdbcRoles store,
      HeldPermissions held,
      Users users,
      AccessChanges access,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.store = store;
    this.held = held;
    this.users = users;
    this.access = access;
    this.transactions = transactions;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /** All of a tenant's roles. */
  public RoleGraph graph(TenantId tenant) {
    return transactions.in(tenant, () -> store.read(tenant));
  }

  /**
   * The same, in the caller's transaction, until whose end nobody else changes roles or who has
   * them.
   */
  public RoleGraph lock(TenantId tenant) {
    store.lock(tenant);
    return store.read(tenant);
  }

  /** Makes a role; empty where it was made. */
  public Optional<RoleRefusal> create(Caller by, OwnRole role) {
    Permissions mine = held.of(by);
    return change(
        by.tenant(),
        roles -> {
          if (roles.has(role.name())) {
            return Optional.of(RoleRefusal.EXISTS);
          }
          if (roles.own().size() >= ROLES_MAX) {
            return Optional.of(RoleRefusal.TOO_MANY);
          }
          return write(by, mine, roles, role, AuditEventType.ROLE_CREATED);
        });
  }

  /** Puts a role in the place of the one of its name. */
  public Optional<RoleRefusal> replace(Caller by, OwnRole role) {
    Permissions mine = held.of(by);
    return change(
        by.tenant(),
        roles -> {
          Optional<RoleRefusal> missing = missing(roles, role.name());
          return missing.isPresent()
              ? missing
              : write(by, mine, roles, role, AuditEventType.ROLE_CHANGED);
        });
  }

  /** Removes a role that nobody has and none includes. */
  public Optional<RoleRefusal> remove(Caller by, String name) {
    Permissions mine = held.of(by);
    return change(
        by.tenant(),
        roles -> {
          Optional<RoleRefusal> missing = missing(roles, name);
          if (missing.isPresent()) {
            return missing;
          }
          if (!mine.allow(roles.effective(name))) {
            return Optional.of(RoleRefusal.NOT_HELD);
          }
          if (roles.affectedBy(name).size() > 1
              || !users.withRole(by.tenant(), name, null, 1).isEmpty()) {
            return Optional.of(RoleRefusal.IN_USE);
          }
          store.delete(by.tenant(), name);
          audit.record(event(by, AuditEventType.ROLE_REMOVED, name, Map.of()));
          return Optional.empty();
        });
  }

  private interface Change {
    Optional<RoleRefusal> apply(RoleGraph roles);
  }

  private Optional<RoleRefusal> change(TenantId tenant, Change change) {
    return transactions.in(
        tenant,
        () -> {
          store.lock(tenant);
          return change.apply(store.read(tenant));
        });
  }

  private static Optional<RoleRefusal> missing(RoleGraph roles, String name) {
    if (roles.find(name).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(Role.find(name).isPresent() ? RoleRefusal.BUILT_IN : RoleRefusal.NOT_FOUND);
  }

  private Optional<RoleRefusal> write(
      Caller by, Permissions mine, RoleGraph before, OwnRole role, AuditEventType type) {
    if (!role.includes().stream().allMatch(before::has)) {
      return Optional.of(RoleRefusal.UNKNOWN_ROLE);
    }
    RoleGraph after = before.with(role);
    if (after.isRing(role.name())) {
      return Optional.of(RoleRefusal.RING);
    }
    // Neither what it gave nor what it shall give may be beyond whoever changes it.
    if (!mine.allow(after.effective(role.name())) || !mine.allow(before.effective(role.name()))) {
      return Optional.of(RoleRefusal.NOT_HELD);
    }
    store.put(by.tenant(), role, StoredTime.now(clock));
    audit.record(
        event(
            by,
            type,
            role.name(),
            Map.of("permissions", role.permissions().wireNames(), "includes", role.includes())));
    spread(by.tenant(), after, after.affectedBy(role.name()));
    return Optional.empty();
  }

  private void spread(TenantId tenant, RoleGraph roles, Set<String> affected) {
    for (String name : affected) {
      UserId last = null;
      List<UserId> some;
      do {
        some = users.withRole(tenant, name, last, PEOPLE_AT_ONCE);
        for (UserId user : some) {
          access.change(tenant, user, old -> RoleAssignments.with(old, old.roles(), roles));
          last = user;
        }
      } while (some.size() == PEOPLE_AT_ONCE);
    }
    events.publishEvent(new RolesChanged(tenant, affected));
  }

  private static AuditEvent event(
      Caller by, AuditEventType type, String role, Map<String, ?> facts) {
    return Happening.about(by.tenant(), type, null).by(by).on("role", role).with(facts);
  }
}
