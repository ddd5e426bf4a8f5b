package dev.countersign.server.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shares a sum out in given proportions, exact to the last unit: each gets its part rounded down,
 * and the units left over go to the largest remainders, among equals to whoever comes first.
 *
 * <p>Where the sum is no greater than that of the weights, no share is greater than its weight.
 */
public final class LargestRemainder {
  private LargestRemainder() {}

  /**
   * The shares of a sum, in the order of their weights.
   *
   * @param sum not negative
   * @param weights none negative, not all of them zero
   */
  public static List<Long> share(long sum, List<Long> weights) {
    BigInteger total =
        weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    if (sum < 0 || total.signum() <= 0 || weights.stream().anyMatch(weight -> weight < 0)) {
      throw new IllegalArgumentException("a sum is shared out by weights, and neither is negative");
    }
    List<Long> shares = new ArrayList<>(weights.size());
    List<BigInteger> remainders = new ArrayList<>(weights.size());
    long left = sum;
    for (long weight : weights) {
      BigInteger[] parts =
          BigInteger.valueOf(sum).multiply(BigInteger.valueOf(weight)).divideAndRemainder(total);
      long share = parts[0].longValueExact();
      shares.add(share);
      remainders.add(parts[1]);
      left -= share;
    }
    // Less than one unit is left over of each, so that the first of them are enough.
    IntStream.range(0, shares.size())
        .boxed()
        .sorted(Comparator.comparing((Integer at) -> remainders.get(at)).reversed())
        .limit(left)
        .forEach(at -> shares.set(at, shares.get(at) + 1));
    return List.copyOf(shares);
  }
}
