package dev.countersign.server.ratelimit;

import dev.countersign.server.platform.id.TenantId;
import java.util.Optional;

/** The limits that hold for each tenant now. */
@FunctionalInterface
interface LimitPlans {
  /** Empty where the operator has switched limits off. */
  Optional<LimitPlan> of(TenantId tenant);
}
