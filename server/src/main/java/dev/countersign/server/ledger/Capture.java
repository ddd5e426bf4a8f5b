package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is held, or a part of it: a payment of its own whose parent is the hold.
 *
 * @param amountMinor positive; {@code null} for all that is still held
 * @param last whether nothing more will be captured, so that the rest is released
 */
public record Capture(
    TenantId tenant,
    PaymentId hold,
    @Nullable Long amountMinor,
    boolean last,
    IdempotencyKey key,
    Authority authority,
    Map<String, String> metadata,
    @Nullable String requestId)
    implements Instruction {
  public Capture {
    metadata = Instruction.storable(metadata);
    if (amountMinor != null && amountMinor <= 0) {
      throw new IllegalArgumentException("a capture takes something");
    }
  }

  @Override
  public Capture under(IdempotencyKey other) {
    return new Capture(tenant, hold, amountMinor, last, other, authority, metadata, requestId);
  }
}
