package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it stands in the ledger.
 *
 * @param id the payment's id {@code pay_…}; {@code csg_…} of one that waits to be countersigned
 * @param payer the id {@code acc_…} of the account that paid; absent where several did
 * @param payee the id {@code acc_…} of the account that was paid; absent where several were
 * @param amount what moved, a fee included, above zero, with all digits of the currency's scale
 * @param currency the asset's code
 * @param reference the administrator's reference, where there is one
 * @param metadata the notes given with the request
 * @param effectiveAt when it counts from
 * @param createdAt when it was recorded
 * @param entries the entries the caller may see: all for an administrator, the caller's own for
 *     others; absent in lists
 * @param countersignature of a payment that waits or has waited to be countersigned: what is
 *     signed, and who has
 * @param parent the hold that a capture takes, or the payment that a reversal undoes
 * @param reason why it was reversed
 * @param references what it is for
 * @param fee what somebody took for it
 * @param conversion what it was turned into
 * @param expiresAt until when it is held; of what was held only
 * @param progress what has become of it since; where one payment is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Payment(
    String id,
    PaymentType type,
    PaymentStatus status,
    @Nullable String payer,
    @Nullable String payee,
    String amount,
    String currency,
    @Nullable String reference,
    Map<String, String> metadata,
    @JsonProperty("effective_at") Instant effectiveAt,
    @JsonProperty("created_at") Instant createdAt,
    @Nullable List<PaymentEntry> entries,
    @Nullable Countersignature countersignature,
    @Nullable String parent,
    @Nullable String reason,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PaymentReference> references,
    @Nullable PaymentFeeTaken fee,
    @Nullable PaymentConversion conversion,
    @JsonProperty("expires_at") @Nullable Instant expiresAt,
    @Nullable PaymentProgress progress) {
  public Payment {
    metadata = Copies.of(metadata);
    entries = entries == null ? null : Copies.of(entries);
    references = Copies.of(references);
  }

  /** A payment that waits or has waited to be countersigned. */
  public Payment(
      String id,
      PaymentType type,
      PaymentStatus status,
      @Nullable String payer,
      @Nullable String payee,
      String amount,
      String currency,
      @Nullable String reference,
      Map<String, String> metadata,
      Instant effectiveAt,
      Instant createdAt,
      @Nullable List<PaymentEntry> entries,
      @Nullable Countersignature countersignature) {
    this(
        id,
        type,
        status,
        payer,
        payee,
        amount,
        currency,
        reference,
        metadata,
        effectiveAt,
        createdAt,
        entries,
        countersignature,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }
}
