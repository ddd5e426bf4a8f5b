package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment that is authorised now and captured later: what it takes is held on the payer's account
 * until it is captured, voided or expired. No entry is made meanwhile.
 *
 * @param payment what would move: one payer, one asset, one or more payees
 * @param expiresAt from when on nothing can be captured any more
 */
public record Hold(Transfer payment, Instant expiresAt) implements Instruction {
  public Hold {
    long payers = payment.entries().stream().filter(entry -> entry.amountMinor() < 0).count();
    if (payers != 1 || payment.assets().size() != 1 || payment.conversion() != null) {
      throw new IllegalArgumentException("a hold has one payer and one asset");
    }
    if (payment.effectiveAt() != null) {
      throw new IllegalArgumentException("what is captured later cannot count from earlier");
    }
    expiresAt = expiresAt.truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public TenantId tenant() {
    return payment.tenant();
  }

  @Override
  public IdempotencyKey key() {
    return payment.key();
  }

  @Override
  public Authority authority() {
    return payment.authority();
  }

  @Override
  public Map<String, String> metadata() {
    return payment.metadata();
  }

  @Override
  public @Nullable String requestId() {
    return payment.requestId();
  }

  @Override
  public Hold under(IdempotencyKey other) {
    return new Hold(payment.under(other), expiresAt);
  }
}
