package dev.countersign.server.factors;

import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One way by which a person proves that it is them.
 *
 * @param name what its owner calls it
 * @param hint where a code is sent to, masked; absent where none is sent
 * @param primary whether it is what they are asked for unless they choose
 * @param verifiedAt since when it proves anything
 */
public record Factor(
    FactorId id,
    UserId user,
    FactorType type,
    String name,
    @Nullable String hint,
    boolean primary,
    Instant createdAt,
    @Nullable Instant verifiedAt,
    @Nullable Instant lastUsedAt) {

  public boolean isVerified() {
    return verifiedAt != null;
  }

  // Logs get nothing that its owner wrote.
  @Override
  public String toString() {
    return "Factor[" + id + ", " + type.wireName() + "]";
  }
}
