package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks to pay from the caller's account: {@code POST /v1/payments}, with an {@code
 * Idempotency-Key}.
 *
 * @param recipient an e-mail address, a username, a person's id {@code usr_…} or an account's id
 *     {@code acc_…}; absent where {@code splits} tell who is paid
 * @param amount what to pay, a decimal above zero with at most the currency's digits: {@code
 *     "50.00"}
 * @param currency the asset's code: {@code "USD"}
 * @param metadata the caller's own notes, kept with the payment
 * @param mandate the token of a mandate, to draw on its payer's account; the caller is its payee,
 *     and no recipient is named
 * @param hold whether it is only authorised now, to be captured later
 * @param expiresIn for how many seconds it is held, 1 to 2592000; a week where absent
 * @param splits who is paid, where it is not one recipient; at most {@value #SPLITS_MAX}
 * @param fee what somebody takes for it
 * @param references what it is for, in terms that others keep; each type once
 * @param targetCurrency what the payee gets, where it is another asset: a conversion at the rate
 *     that an administrator has stated
 * @param rate the rate that the caller has seen; a conversion at any other is refused
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PaymentRequest(
    @Nullable String recipient,
    String amount,
    String currency,
    Map<String, String> metadata,
    @Nullable String mandate,
    @Nullable Boolean hold,
    @JsonProperty("expires_in") @Nullable Integer expiresIn,
    List<PaymentSplit> splits,
    @Nullable PaymentFee fee,
    List<PaymentReference> references,
    @JsonProperty("target_currency") @Nullable String targetCurrency,
    @Nullable String rate) {
  /** The most recipients of one payment. */
  public static final int SPLITS_MAX = 50;

  public PaymentRequest {
    metadata = Copies.of(metadata);
    splits = Copies.of(splits);
    references = Copies.of(references);
  }

  public PaymentRequest(String recipient, String amount, String currency) {
    this(recipient, amount, currency, Map.of());
  }

  public PaymentRequest(
      String recipient, String amount, String currency, Map<String, String> metadata) {
    this(
        recipient, amount, currency, metadata, null, null, null, List.of(), null, List.of(), null,
        null);
  }

  /** Draws on a mandate. */
  public static PaymentRequest draw(String mandate, String amount, String currency) {
    return new PaymentRequest(
        null, amount, currency, Map.of(), mandate, null, null, List.of(), null, List.of(), null,
        null);
  }

  /** A payment to several, who share the amount. */
  public static PaymentRequest split(String amount, String currency, List<PaymentSplit> splits) {
    return new PaymentRequest(
        null, amount, currency, Map.of(), null, null, null, splits, null, List.of(), null, null);
  }

  /** Whether nothing is asked for beyond what a draw on a mandate can have. */
  @JsonIgnore
  public boolean isDrawAlone() {
    return !Boolean.TRUE.equals(hold)
        && expiresIn == null
        && splits.isEmpty()
        && fee == null
        && references.isEmpty()
        && targetCurrency == null
        && rate == null;
  }

  /** The same, held for so long. */
  public PaymentRequest held(Duration life) {
    return with(true, Math.toIntExact(life.toSeconds()), fee, references, targetCurrency, rate);
  }

  /** The same, with a fee. */
  public PaymentRequest withFee(PaymentFee taken) {
    return with(hold, expiresIn, taken, references, targetCurrency, rate);
  }

  /** The same, with what it is for. */
  public PaymentRequest withReferences(List<PaymentReference> what) {
    return with(hold, expiresIn, fee, what, targetCurrency, rate);
  }

  /** The same, turned into another asset. */
  public PaymentRequest into(String currencyOfPayee, @Nullable String seenRate) {
    return with(hold, expiresIn, fee, references, currencyOfPayee, seenRate);
  }

  // Who pays whom how much is never changed.
  private PaymentRequest with(
      @Nullable Boolean held,
      @Nullable Integer life,
      @Nullable PaymentFee taken,
      List<PaymentReference> what,
      @Nullable String into,
      @Nullable String seenRate) {
    return new PaymentRequest(
        recipient, amount, currency, metadata, mandate, held, life, splits, taken, what, into,
        seenRate);
  }

  // A token gets nowhere by being logged.
  @Override
  public String toString() {
    return "PaymentRequest[" + amount + " " + currency + "]";
  }
}
