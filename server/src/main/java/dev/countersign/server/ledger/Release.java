package dev.countersign.server.ledger;

import dev.countersign.server.access.Credential;
import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Voids a hold: what is still held of it becomes available again. A hold that has expired is then
 * said to have expired, whoever releases it.
 */
public record Release(
    TenantId tenant,
    PaymentId hold,
    IdempotencyKey key,
    Authority authority,
    Map<String, String> metadata,
    @Nullable String requestId)
    implements Instruction {
  public Release {
    metadata = Instruction.storable(metadata);
  }

  @Override
  public Release under(IdempotencyKey other) {
    return new Release(tenant, hold, other, authority, metadata, requestId);
  }

  /**
   * What the ledger itself tells when a hold's time is over, on nobody's word: the book makes sure
   * that it is.
   */
  static Release expiry(TenantId tenant, PaymentId hold) {
    return new Release(
        tenant,
        hold,
        new IdempotencyKey(hold.value(), "expiry", RequestHash.of("expiry")),
        new Authority(null, new Credential.Operator(), List.of()),
        Map.of(),
        null);
  }

  /** Whether it is told by the ledger itself. */
  public boolean isExpiry() {
    return key.scope().equals(hold.value());
  }
}
