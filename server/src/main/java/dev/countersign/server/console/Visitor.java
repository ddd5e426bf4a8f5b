package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.console.page.Frame;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.users.User;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page, for what surrounds it.
 *
 * @param pays whether they may pay
 * @param seeing by which they see what somebody else sees; absent where they see their own
 */
record Visitor(
    String name,
    Set<Area> areas,
    boolean pays,
    Frame.@Nullable Seen seen,
    @Nullable Caller seeing) {
  /** The request attribute that holds one, where somebody is signed in. */
  static final String ATTRIBUTE = Visitor.class.getName();

  Visitor {
    areas = Set.copyOf(areas);
  }

  static Visitor of(User user, Caller caller) {
    return new Visitor(People.nameOf(user), areas(caller), caller.may(Permission.PAY), null, null);
  }

  /** The same with another's eyes, which see that person's own pages only. */
  Visitor seeing(User other, Caller by) {
    return new Visitor(name, Set.of(), false, new Frame.Seen(People.nameOf(other)), by);
  }

  private static Set<Area> areas(Caller caller) {
    Set<Area> areas = EnumSet.of(Area.YOU);
    if (caller.may(Permission.READ_OWN)) {
      areas.add(Area.MONEY);
    }
    if (caller.may(Permission.LEDGER_READ)) {
      areas.addAll(EnumSet.of(Area.ACCOUNTS, Area.PAYMENTS));
    }
    if (caller.may(Permission.ADMINISTER)) {
      areas.addAll(EnumSet.of(Area.OVERVIEW, Area.EVENTS, Area.ROLES, Area.KEYS));
    }
    if (caller.may(Permission.USERS_READ)) {
      areas.add(Area.PEOPLE);
    }
    if (caller.may(Permission.TENANT_READ)) {
      areas.add(Area.LIMITS);
    }
    if (operates(caller)) {
      areas.add(Area.TENANTS);
    }
    return areas;
  }

  /** Tenants are looked after from the first of them. */
  static boolean operates(Caller caller) {
    return caller.tenant().equals(TenantId.DEFAULT) && caller.may(Permission.TENANTS_ADMIN);
  }
}
