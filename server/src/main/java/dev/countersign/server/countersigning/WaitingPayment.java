package dev.countersign.server.countersigning;

import dev.countersign.server.access.Credential;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Allowance;
import dev.countersign.server.ledger.Entry;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.RequestToPayId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.id.WaitingPaymentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A payment that waits, or has waited, to be countersigned.
 *
 * @param key the idempotency key of the request that asked for it
 * @param credential by what the payer asked
 * @param request what the payer was asked for and pays by this, if they were
 * @param signature who has signed, if anybody
 * @param payment what it became
 */
public record WaitingPayment(
    WaitingPaymentId id,
    TenantId tenant,
    UserId payer,
    String key,
    RequestHash requestHash,
    String asset,
    long amountMinor,
    List<Payee> payees,
    Map<String, String> metadata,
    List<Demand> demands,
    Credential credential,
    @Nullable RequestToPayId request,
    Status status,
    Instant askedAt,
    Instant expiresAt,
    @Nullable Signature signature,
    @Nullable PaymentId payment) {
  public WaitingPayment {
    payees = List.copyOf(payees);
    metadata = Map.copyOf(metadata);
    demands = List.copyOf(demands);
  }

  /** Where it stands. */
  public enum Status {
    AWAITING,
    /** Signed, and about to be posted. */
    SIGNED,
    COMPLETED,
    /** The ledger said no. */
    REFUSED,
    CANCELLED,
    EXPIRED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status ofWireName(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** Who signed, when, and how: the payer by a factor, or another person. */
  public record Signature(UserId by, How how, Instant at) {
    /** How somebody signed. */
    public enum How {
      FACTOR,
      PERSON;

      public String wireName() {
        return name().toLowerCase(Locale.ROOT);
      }

      static How ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
      }
    }
  }

  /** The status that its time leaves it. */
  public Status statusAt(Instant now) {
    boolean open = status == Status.AWAITING || status == Status.SIGNED;
    return open && !now.isBefore(expiresAt) ? Status.EXPIRED : status;
  }

  /** The payment itself, as the ledger takes it: on the payer's word, under the first key. */
  public Transfer transfer(@Nullable String requestId) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(new AccountRef.OfOwner(payer), -amountMinor));
    payees.forEach(payee -> entries.add(new Entry(payee.account(), payee.amountMinor())));
    return new Transfer(
        tenant,
        Transfer.Type.PAYMENT,
        asset,
        entries,
        IdempotencyKey.ofPayer(payer, key, requestHash),
        new Transfer.Authority(payer, credential, List.of(), null, request),
        null,
        metadata,
        requestId);
  }

  /** Whether a transfer is the one that this is of: same request, same parties, same amounts. */
  boolean isOf(Transfer other) {
    return requestHash.equals(other.key().requestHash())
        && asset.equals(other.asset())
        && amountMinor == other.amountMinor()
        && Objects.equals(request, other.authority().request())
        && Optional.of(payees).equals(Payee.of(other));
  }

  /** What somebody's signature allows: this payment, once. */
  public Allowance allowance() {
    return new Allowance(
        id.value(), asset, amountMinor, 1, Refusal.Reason.COUNTERSIGNATURE_REQUIRED);
  }
}
