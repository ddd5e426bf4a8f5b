package dev.countersign.server.elevations;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.platform.id.ElevationId;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.roles.RoleGraph;
import dev.countersign.server.roles.Roles;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lends roles. A second person decides, who holds for good what they lend; whoever has lent the
 * decider a role cannot be lent one in turn. A role is over when its time is, on every node and in
 * every posting, whether or not anybody has noted it yet. Thread-safe; not to be called inside a
 * transaction.
 */
@Component
public final class Elevations {
  private final JdbcElevations store;
  private final ElevationPolicy policy;
  private final ElevationReasons reasons;
  private final ElevationDecisions decisions;
  private final LentRoles lent;
  private final Roles roles;
  private final ElevationNews news;
  private final TenantTransactions transactions;
  private final InstantSource clock;
  private final IdGenerator ids;

  Elevations(
      JdbcElevations store,
      ElevationPolicy policy,
      ElevationReasons reasons,
      ElevationDecisions decisions,
      LentRoles lent,
      Roles roles,
      ElevationNews news,
      TenantTransactions transactions,
      InstantSource clock,
      IdGenerator ids) {
    this.store = store;
    this.policy = policy;
    this.reasons = reasons;
    this.decisions = decisions;
    this.lent = lent;
    this.roles = roles;
    this.news = news;
    this.transactions = transactions;
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
    return policy.minutesMax(tenant);
  }

  /**
   * Whether one of two people has a role that the other lent, or had until after this time; in the
   * caller's transaction where there is one.
   */
  public boolean isBetween(TenantId tenant, UserId one, UserId other, Instant since) {
    return transactions.in(tenant, () -> store.isBetween(one, other, since));
  }

  /** Asks for a role; where the policy says so, it is lent at once. */
  public Outcome request(Caller caller, String role, String reason, int minutes) {
    UserId user = caller.person();
    TenantId tenant = caller.tenant();
    Set<String> automatic = policy.automaticRoles(tenant);
    return transactions.in(
        tenant,
        () -> {
          RoleGraph graph = roles.lock(tenant);
          if (!graph.has(role)) {
            return new Outcome.Refused(ElevationRefusal.UNKNOWN_ROLE);
          }
          Instant now = StoredTime.now(clock);
          Elevation asked =
              Elevation.asked(
                  new ElevationId(ids.next()),
                  tenant,
                  user,
                  role,
                  reason,
                  minutes,
                  now,
                  now.plus(policy.openFor()));
          if (!store.insert(asked, reasons.seal(tenant, user, asked.id(), reason))) {
            return new Outcome.Refused(ElevationRefusal.OPEN);
          }
          news.asked(caller, asked, reason);
          return new Outcome.Done(automatic.contains(role) ? lent.lend(null, asked, graph) : asked);
        });
  }

  /** Lends what was asked for. */
  public Outcome approve(Caller caller, ElevationId id) {
    return decisions.approve(caller, id);
  }

  /** Says no to what was asked for. */
  public Outcome deny(Caller caller, ElevationId id) {
    return decisions.deny(caller, id);
  }

  /** Ends what was lent, at once; whoever has it may, and whoever may lend. */
  public Outcome end(Caller caller, ElevationId id) {
    return decisions.end(caller, id);
  }

  /** One that the caller may see. */
  public Optional<Elevation> find(Caller caller, ElevationId id) {
    return transactions.in(
        caller.tenant(), () -> store.find(id).filter(elevation -> maySee(caller, elevation)));
  }

  /** The newest first: all, for whoever may decide, and the caller's own for others. */
  public List<Elevation> list(Caller caller, @Nullable ElevationId before, int limit) {
    UserId only = mayDecide(caller) ? null : caller.person();
    return transactions.in(caller.tenant(), () -> store.list(caller.tenant(), only, before, limit));
  }

  public static boolean mayDecide(Caller caller) {
    return caller.may(Permission.ELEVATIONS_APPROVE);
  }

  static boolean maySee(Caller caller, Elevation elevation) {
    return mayDecide(caller) || elevation.isOf(caller.user());
  }
}
