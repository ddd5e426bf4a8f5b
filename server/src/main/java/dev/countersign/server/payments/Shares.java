package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.FeeBearer;
import dev.countersign.server.ledger.LargestRemainder;
import dev.countersign.server.payments.PaymentTerms.Fee;
import dev.countersign.server.payments.PaymentTerms.Split;
import dev.countersign.server.platform.money.Asset;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Who gets how much of a payment, exact to the last unit.
 *
 * @param parts what each recipient gets, in order; zero where a share came to nothing
 * @param feeMinor what is taken for it
 * @param paidMinor what the payer pays: all of these together
 */
record Shares(List<Long> parts, long feeMinor, long paidMinor) {
  private static final int BASIS_POINT_DIGITS = 4;

  Shares {
    parts = List.copyOf(parts);
  }

  static Shares of(PaymentTerms terms, long amountMinor, Asset asset) {
    try {
      List<Long> parts =
          terms.splits().isEmpty()
              ? List.of(amountMinor)
              : parts(terms.splits(), amountMinor, asset);
      Fee fee = terms.fee();
      return fee == null
          ? new Shares(parts, 0, amountMinor)
          : withFee(parts, amountMinor, feeMinor(fee, amountMinor, asset), fee.bearer());
    } catch (ArithmeticException e) {
      throw Orders.atFault("amount", ErrorCode.AMOUNT_OVERFLOW, "Give a smaller amount.");
    }
  }

  private static List<Long> parts(List<Split> splits, long amountMinor, Asset asset) {
    List<Long> parts = new ArrayList<>();
    List<Long> weights = new ArrayList<>();
    long left = amountMinor;
    for (int index = 0; index < splits.size(); index++) {
      Split split = splits.get(index);
      long exact =
          split.amount() == null
              ? 0
              : Amounts.positive("splits[" + index + "].amount", split.amount(), asset);
      parts.add(exact);
      weights.add(split.share() == null ? 0L : split.share());
      left = Math.subtractExact(left, exact);
    }
    boolean shared = weights.stream().anyMatch(weight -> weight > 0);
    if (shared ? left <= 0 : left != 0) {
      throw Orders.atFault(
          "splits",
          ErrorCode.SPLITS_MISMATCH,
          "Let the amounts sum to the payment's, or leave something to be shared.");
    }
    return shared ? sum(parts, LargestRemainder.share(left, weights)) : parts;
  }

  private static long feeMinor(Fee fee, long amountMinor, Asset asset) {
    if (fee.amount() != null) {
      return Amounts.positive("fee.amount", fee.amount(), asset);
    }
    long points = fee.basisPoints() == null ? 0 : fee.basisPoints();
    return BigDecimal.valueOf(amountMinor)
        .multiply(BigDecimal.valueOf(points, BASIS_POINT_DIGITS))
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  private static Shares withFee(
      List<Long> parts, long amountMinor, long feeMinor, FeeBearer bearer) {
    if (bearer == FeeBearer.PAYER) {
      return new Shares(parts, feeMinor, Math.addExact(amountMinor, feeMinor));
    }
    if (feeMinor >= amountMinor) {
      throw Orders.atFault(
          "fee", ErrorCode.FEE_EXCEEDS_AMOUNT, "Leave the payee something of the amount.");
    }
    List<Long> borne =
        LargestRemainder.share(feeMinor, parts).stream().map(Math::negateExact).toList();
    return new Shares(sum(parts, borne), feeMinor, amountMinor);
  }

  private static List<Long> sum(List<Long> some, List<Long> others) {
    List<Long> sums = new ArrayList<>(some.size());
    for (int index = 0; index < some.size(); index++) {
      sums.add(some.get(index) + others.get(index));
    }
    return sums;
  }
}
