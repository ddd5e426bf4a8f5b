package dev.countersign.server.users;

import dev.countersign.server.access.Access;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.revocation.Revocation;
import dev.countersign.server.revocation.Revocations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Changes what people may do. From the commit on this node goes by it, every other one within a
 * second, and every payment: a posting that judged by the old state is waited for, since both lock
 * the person's row.
 */
public final class AccessChanges {
  /** Longer than a token speaks for what somebody may do, or anybody remembers it. */
  private static final Duration REMEMBERED = Duration.ofHours(25);

  private final JdbcUsers store;
  private final Revocations revocations;
  private final InstantSource clock;
  private final IdGenerator ids;

  AccessChanges(JdbcUsers store, Revocations revocations, InstantSource clock, IdGenerator ids) {
    this.store = store;
    this.revocations = revocations;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Changes somebody's access in the caller's transaction; empty where there is nobody. The mark is
   * set here, and an elevation's end is told to every node beforehand.
   */
  public Optional<Access> change(TenantId tenant, UserId user, UnaryOperator<Access> change) {
    Optional<Access> before = store.lockAccess(user);
    return before.map(old -> {
      Access wanted = change.apply(old);
      Access after = new Access(wanted.roles(), wanted.granted(), wanted.elevation(), ids.next());
      Instant now = StoredTime.now(clock);
      store.setAccess(user, after, now);
      List<Revocation> revoked = new ArrayList<>();
      revoked.add(revocation(tenant, user, old, now, now));
      Access.Elevated elevation = after.elevation();
      if (elevation != null && elevation.until().isAfter(now)) {
        revoked.add(revocation(tenant, user, after, now, elevation.until()));
      }
      revocations.record(revoked);
      return after;
    });
  }

  /** Lets everybody read anew what somebody may do, in the caller's transaction. */
  public void renew(TenantId tenant, UserId user) {
    change(tenant, user, UnaryOperator.identity());
  }

  private static Revocation revocation(
      TenantId tenant, UserId user, Access access, Instant now, Instant from) {
    return new Revocation(
        access.mark(),
        tenant,
        Revocation.Kind.ACCESS,
        user,
        now,
        from,
        from.plus(REMEMBERED),
        "access_changed");
  }
}
