package dev.countersign.server.factors;

import dev.countersign.server.access.Access;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides what somebody whose password was right has to do before they are in. */
@Component
public final class FactorGate {
  private final JdbcFactors factors;
  private final JdbcFactorStandings standings;
  private final UsableFactors usable;
  private final FactorPolicies policies;
  private final TrustedDevices devices;
  private final FactorViews views;
  private final InstantSource clock;

  FactorGate(
      JdbcFactors factors,
      JdbcFactorStandings standings,
      UsableFactors usable,
      FactorPolicies policies,
      TrustedDevices devices,
      FactorViews views,
      InstantSource clock) {
    this.factors = factors;
    this.standings = standings;
    this.usable = usable;
    this.policies = policies;
    this.devices = devices;
    this.views = views;
    this.clock = clock;
  }

  /** What is demanded. */
  public sealed interface Demand {
    /** Nothing. */
    record Nothing() implements Demand {}

    /** Nothing yet; a factor has to be set up before this. */
    record Reminder(Instant before) implements Demand {}

    /** One of these, the primary one first. */
    record Proof(List<Factor> choices) implements Demand {}

    /** To set one up. */
    record Enrolment() implements Demand {}
  }

  /** Whether a device is one that a person trusts, in the caller's transaction. */
  public boolean trusts(TenantId tenant, UserId user, Secret device) {
    return devices.isTrusted(tenant, user, device);
  }

  /**
   * Asks, in the caller's transaction, which holds the person's row.
   *
   * @param access what they may do
   * @param device the token of a device that may be trusted
   */
  public Demand ask(TenantId tenant, UserId user, Access access, @Nullable Secret device) {
    List<JdbcFactors.Row> choices = usable.among(tenant, factors.list(user));
    if (!choices.isEmpty()) {
      return device != null && devices.isTrusted(tenant, user, device)
          ? new Demand.Nothing()
          : new Demand.Proof(choices.stream().map(views::of).toList());
    }
    FactorPolicy policy = policies.of(tenant);
    if (!policy.isRequiredOf(access)) {
      return new Demand.Nothing();
    }
    Instant now = StoredTime.now(clock);
    Instant before = standings.require(tenant, user, now).plus(policy.grace());
    return before.isAfter(now) ? new Demand.Reminder(before) : new Demand.Enrolment();
  }
}
