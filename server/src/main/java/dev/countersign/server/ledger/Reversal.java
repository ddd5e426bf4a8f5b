package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Undoes a payment, or a part of it, by a payment the other way whose parent is the original. A
 * part is shared out among the accounts in the proportions of what is left of the original, exact
 * to the last unit by largest remainder; of a conversion it goes back at the original's rate.
 *
 * @param amountMinor positive, in the original's asset; {@code null} for all that is left of it
 */
public record Reversal(
    TenantId tenant,
    PaymentId original,
    @Nullable Long amountMinor,
    IdempotencyKey key,
    Authority authority,
    Map<String, String> metadata,
    @Nullable String requestId)
    implements Instruction {
  public Reversal {
    metadata = Instruction.storable(metadata);
    if (amountMinor != null && amountMinor <= 0) {
      throw new IllegalArgumentException("a reversal gives something back");
    }
  }

  @Override
  public Reversal under(IdempotencyKey other) {
    return new Reversal(tenant, original, amountMinor, other, authority, metadata, requestId);
  }
}
