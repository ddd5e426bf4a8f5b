package dev.countersign.server.payments;

import dev.countersign.api.FeeBearer;
import dev.countersign.api.PaymentFee;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.PaymentSplit;
import dev.countersign.server.platform.web.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a payment was asked for, as far as a request says by itself.
 *
 * @param recipient {@code null} where splits say who is paid
 * @param notes the caller's, and what the payment is for
 * @param holdSeconds {@code null} for what is paid at once
 * @param targetCurrency {@code null} for a payment in one asset
 * @param rate the rate that the caller has seen, if they say so
 */
record PaymentTerms(
    @Nullable String recipient,
    String amount,
    String currency,
    Map<String, String> notes,
    @Nullable Integer holdSeconds,
    List<Split> splits,
    @Nullable Fee fee,
    @Nullable String targetCurrency,
    @Nullable BigDecimal rate) {
  private static final int HOLD_SECONDS = 7 * 24 * 60 * 60;
  private static final int HOLD_SECONDS_MAX = 30 * 24 * 60 * 60;
  private static final int SHARE_MAX = 1_000_000;
  private static final int BASIS_POINTS_MAX = 10_000;

  /** Either an amount or a share. */
  record Split(String recipient, @Nullable String amount, @Nullable Integer share) {}

  /** Either an amount or basis points. */
  record Fee(
      String recipient, @Nullable String amount, @Nullable Integer basisPoints, FeeBearer bearer) {}

  PaymentTerms {
    notes = Map.copyOf(notes);
    splits = List.copyOf(splits);
  }

  static PaymentTerms read(Fields fields, PaymentRequest request) {
    PaymentTerms terms =
        new PaymentTerms(
            request.splits().isEmpty()
                ? fields.text("recipient", request.recipient(), Orders.RECIPIENT_MAX)
                : null,
            fields.text("amount", request.amount(), Orders.AMOUNT_MAX),
            fields.text("currency", request.currency(), Orders.CURRENCY_MAX),
            notes(fields, request),
            holdSeconds(fields, request),
            splits(fields, request),
            fee(fields, request.fee()),
            fields
                .optionalText("target_currency", request.targetCurrency(), Orders.CURRENCY_MAX)
                .orElse(null),
            request.rate() == null ? null : Rate.read(fields, "rate", request.rate()));
    requireTogether(fields, request);
    return terms;
  }

  boolean isPlain() {
    return holdSeconds == null && splits.isEmpty() && fee == null && targetCurrency == null;
  }

  private static Map<String, String> notes(Fields fields, PaymentRequest request) {
    Map<String, String> metadata = Metadata.read(fields, request.metadata());
    if (request.references().isEmpty()) {
      return metadata;
    }
    Map<String, String> notes = new TreeMap<>(metadata);
    notes.putAll(References.read(fields, request.references()));
    return notes;
  }

  private static @Nullable Integer holdSeconds(Fields fields, PaymentRequest request) {
    Integer seconds = request.expiresIn();
    if (seconds != null && (seconds < 1 || seconds > HOLD_SECONDS_MAX)) {
      fields.fault("expires_in", "out_of_range", "Give 1 to " + HOLD_SECONDS_MAX + " seconds.");
    }
    if (!Boolean.TRUE.equals(request.hold())) {
      if (seconds != null) {
        fields.fault("expires_in", "not_together", "Only what is held expires.");
      }
      return null;
    }
    return seconds == null ? HOLD_SECONDS : seconds;
  }

  private static List<Split> splits(Fields fields, PaymentRequest request) {
    List<? extends @Nullable PaymentSplit> given = request.splits();
    if (given.size() > PaymentRequest.SPLITS_MAX) {
      fields.fault("splits", "size", "Give at most " + PaymentRequest.SPLITS_MAX + ".");
      return List.of();
    }
    List<Split> splits = new ArrayList<>();
    for (int index = 0; index < given.size(); index++) {
      Fields item = Fields.ofItem("splits", index);
      PaymentSplit split = given.get(index);
      splits.add(split(item, split == null ? new PaymentSplit("", null, null) : split));
      fields.include(item);
    }
    return splits;
  }

  private static Split split(Fields fields, PaymentSplit given) {
    Integer share = given.share();
    if ((share == null) == (given.amount() == null)) {
      fields.fault("share", "either", "Give either an amount or a share.");
    } else if (share != null && (share < 1 || share > SHARE_MAX)) {
      fields.fault("share", "out_of_range", "Give 1 to " + SHARE_MAX + ".");
    }
    return new Split(
        fields.text("recipient", given.recipient(), Orders.RECIPIENT_MAX),
        fields.optionalText("amount", given.amount(), Orders.AMOUNT_MAX).orElse(null),
        share);
  }

  private static @Nullable Fee fee(Fields fields, @Nullable PaymentFee given) {
    if (given == null) {
      return null;
    }
    Integer points = given.basisPoints();
    if ((points == null) == (given.amount() == null)) {
      fields.fault("fee.basis_points", "either", "Give either an amount or basis points.");
    } else if (points != null && (points < 1 || points > BASIS_POINTS_MAX)) {
      fields.fault("fee.basis_points", "out_of_range", "Give 1 to " + BASIS_POINTS_MAX + ".");
    }
    return new Fee(
        fields.text("fee.recipient", given.recipient(), Orders.RECIPIENT_MAX),
        fields.optionalText("fee.amount", given.amount(), Orders.AMOUNT_MAX).orElse(null),
        points,
        given.borneBy() == null ? FeeBearer.PAYER : given.borneBy());
  }

  private static void requireTogether(Fields fields, PaymentRequest request) {
    if (request.recipient() != null && !request.splits().isEmpty()) {
      fields.fault("splits", "not_together", "Give either a recipient or splits.");
    }
    if (request.mandate() != null) {
      fields.fault("mandate", "not_together", "A mandate is drawn on by itself.");
    }
    boolean more =
        Boolean.TRUE.equals(request.hold()) || !request.splits().isEmpty() || request.fee() != null;
    if (request.targetCurrency() != null && more) {
      fields.fault(
          "target_currency",
          "not_together",
          "A conversion has one recipient and no fee, and is not held.");
    }
    if (request.targetCurrency() == null && request.rate() != null) {
      fields.fault("rate", "not_together", "Only a conversion has a rate.");
    }
  }
}
