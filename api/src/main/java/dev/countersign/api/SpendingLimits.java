package dev.countersign.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spending limits of a person, or of everybody in a tenant who has none of their own for the same
 * currency and period. Setting them replaces all.
 */
public record SpendingLimits(List<@Nullable SpendingLimit> limits) {
  public SpendingLimits {
    limits = Copies.of(limits);
  }
}
