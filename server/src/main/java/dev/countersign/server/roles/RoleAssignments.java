package dev.countersign.server.roles;

import dev.countersign.server.access.Access;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.access.Role;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.users.AccessChanges;
import dev.countersign.server.users.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Who has which roles. Nobody gives or takes what they do not hold, and the last administrator of a
 * tenant stays one. Thread-safe; not to be called inside a transaction.
 */
public final class RoleAssignments {
  private final JdbcRoles store;
  private final HeldPermissions held;
  private final Users users;
  private final AccessChanges access;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;

  RoleAssignments(
      JdbcRoles store,
      HeldPermissions held,
      Users users,
      AccessChanges access,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events) {
    this.store = store;
    this.held = held;
    this.users = users;
    this.access = access;
    this.transactions = transactions;
    this.audit = audit;
    this.events = events;
  }

  /** Gives somebody a role; once they have it, again changes nothing. Empty where they have it. */
  public Optional<RoleRefusal> give(Caller by, UserId user, String role) {
    return change(by, user, role, true);
  }

  /** Takes a role from somebody; where they have it not, nothing changes. */
  public Optional<RoleRefusal> take(Caller by, UserId user, String role) {
    return change(by, user, role, false);
  }

  private Optional<RoleRefusal> change(Caller by, UserId user, String role, boolean give) {
    Permissions mine = held.of(by);
    TenantId tenant = by.tenant();
    return transactions.in(
        tenant,
        () -> {
          store.lock(tenant);
          RoleGraph roles = store.read(tenant);
          List<String> before =
              users.find(tenant, user).map(found -> found.access().roles()).orElse(null);
          if (before == null) {
            return Optional.of(RoleRefusal.NOT_FOUND);
          }
          if (!roles.has(role)) {
            return Optional.of(RoleRefusal.UNKNOWN_ROLE);
          }
          if (!mine.allow(roles.effective(role))) {
            return Optional.of(RoleRefusal.NOT_HELD);
          }
          if (before.contains(role) == give) {
            return Optional.empty();
          }
          if (!give && isLastAdministrator(user, role)) {
            return Optional.of(RoleRefusal.LAST_ADMINISTRATOR);
          }
          write(by, user, role, give, roles);
          return Optional.empty();
        });
  }

  private boolean isLastAdministrator(UserId user, String role) {
    return role.equals(Role.ADMINISTRATOR.wireName()) && !users.hasOtherWithRole(role, user);
  }

  private void write(Caller by, UserId user, String role, boolean give, RoleGraph roles) {
    access.change(
        by.tenant(),
        user,
        old -> {
          List<String> names = new ArrayList<>(old.roles());
          names.remove(role);
          if (give) {
            names.add(role);
          }
          return with(old, names, roles);
        });
    audit.record(
        Happening.about(
                by.tenant(), give ? AuditEventType.ROLE_GIVEN : AuditEventType.ROLE_TAKEN, user)
            .by(by)
            .with(Map.of("role", role)));
    events.publishEvent(new RoleAssigned(by.tenant(), user, role, give));
  }

  static Access with(Access old, List<String> names, RoleGraph roles) {
    return new Access(names, roles.granted(names), old.elevation(), old.mark());
  }
}
