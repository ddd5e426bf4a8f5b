package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hold as it stood when it was read.
 *
 * @param type what it becomes by its captures
 * @param capturedMinor what was captured of the amount
 * @param reference the administrator's reference; {@code null} for a payer's own
 * @param closedAt when it ceased to be open; {@code null} while it is
 */
public record HeldPayment(
    PaymentId id,
    TenantId tenant,
    Transfer.Type type,
    State state,
    String asset,
    long amountMinor,
    long capturedMinor,
    AccountId payer,
    List<Part> payees,
    UUID initiatedBy,
    @Nullable String reference,
    Map<String, String> metadata,
    Instant expiresAt,
    Instant recordedAt,
    @Nullable Instant closedAt) {

  /** Where a hold stands. */
  public enum State {
    /** Something can still be captured, unless it has expired meanwhile. */
    OPEN,
    /** Captured in full, or for the last time. */
    CAPTURED,
    /** Released by somebody; something may have been captured before. */
    VOIDED,
    /** Released by its time; something may have been captured before. */
    EXPIRED;

    /** The name on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }

  /** What one payee is to get, and has got. */
  public record Part(AccountId account, long amountMinor, long capturedMinor) {
    long remainingMinor() {
      return amountMinor - capturedMinor;
    }
  }

  public HeldPayment {
    payees = List.copyOf(payees);
    metadata = Map.copyOf(metadata);
  }

  /** What was not captured of the amount; only of an open hold is it held. */
  public long remainingMinor() {
    return amountMinor - capturedMinor;
  }

  /** As it stood when it was made. */
  HeldPayment asMade() {
    return with(
        State.OPEN,
        0,
        payees.stream().map(part -> new Part(part.account(), part.amountMinor(), 0)).toList(),
        null);
  }

  HeldPayment with(State other, long captured, List<Part> parts, @Nullable Instant closed) {
    return new HeldPayment(
        id,
        tenant,
        type,
        other,
        asset,
        amountMinor,
        captured,
        payer,
        parts,
        initiatedBy,
        reference,
        metadata,
        expiresAt,
        recordedAt,
        closed);
  }
}
