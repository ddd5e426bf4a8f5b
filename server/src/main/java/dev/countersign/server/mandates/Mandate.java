package dev.countersign.server.mandates;

import dev.countersign.server.ledger.Allowance;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.platform.id.MandateId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payer's word that a payee may draw on their account.
 *
 * @param ceilingMinor how much in all
 * @param uses in how many payments at most
 * @param drawnMinor how much was drawn
 * @param draws in how many payments
 */
public record Mandate(
    MandateId id,
    TenantId tenant,
    UserId payer,
    UserId payee,
    String asset,
    long ceilingMinor,
    long uses,
    long drawnMinor,
    long draws,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant revokedAt) {

  /** Whether it stands, be it used up or not. */
  public boolean isOpen(Instant now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }

  public boolean isUsedUp() {
    return draws >= uses || drawnMinor >= ceilingMinor;
  }

  public boolean isOf(UserId user) {
    return payer.equals(user) || payee.equals(user);
  }

  /** What is left of it. */
  public Allowance allowance() {
    return new Allowance(
        id.value(),
        asset,
        ceilingMinor - drawnMinor,
        uses - draws,
        Refusal.Reason.MANDATE_EXCEEDED);
  }
}
