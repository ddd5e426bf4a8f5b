package dev.countersign.server.requests;

import dev.countersign.server.ledger.Allowance;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.RequestToPayId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks another to pay them.
 *
 * @param payee who asks
 * @param payer who is asked
 * @param decision what became of it; {@link Status#OPEN} while nobody has decided
 * @param reason why it was declined
 * @param payment by which it was paid; for a moment after it was, nobody has written it down
 */
public record RequestToPay(
    RequestToPayId id,
    TenantId tenant,
    UserId payee,
    UserId payer,
    String asset,
    long amountMinor,
    @Nullable String note,
    Status decision,
    @Nullable String reason,
    @Nullable PaymentId payment,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant decidedAt) {

  /** How a request stands. */
  public enum Status {
    OPEN,
    PAID,
    DECLINED,
    CANCELLED,
    /** Nobody decided in time. */
    EXPIRED;

    /** The name on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status ofWireName(String name) {
      return Arrays.stream(values())
          .filter(status -> status.wireName().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  /** How it stands at a moment. */
  public Status status(Instant now) {
    return decision == Status.OPEN && !now.isBefore(expiresAt) ? Status.EXPIRED : decision;
  }

  public boolean isOf(UserId user) {
    return payee.equals(user) || payer.equals(user);
  }

  /** What may be paid on it: its amount, once. */
  public Allowance allowance() {
    return new Allowance(id.value(), asset, amountMinor, 1, Refusal.Reason.REQUEST_CLOSED);
  }
}
