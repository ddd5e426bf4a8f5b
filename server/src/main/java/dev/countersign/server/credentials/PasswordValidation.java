package dev.countersign.server.credentials;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of judging a password.
 *
 * @param errors why it is not accepted; empty where it is
 * @param warnings what could be better about it
 * @param entropyBits its length times the binary logarithm of the characters it draws from
 * @param characterDiversity how many of its characters are different ones, from 0 to 1
 */
public record PasswordValidation(
    List<Weakness> errors,
    List<Weakness> warnings,
    BigDecimal entropyBits,
    BigDecimal characterDiversity) {
  private static final int BEST = 100;

  public PasswordValidation {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  public boolean valid() {
    return errors.isEmpty();
  }

  /** From 0 to 100: what is left of the best after a penalty for each weakness. */
  public int strengthScore() {
    int penalties =
        Stream.concat(errors.stream(), warnings.stream())
            .mapToInt(weakness -> weakness.kind().penalty())
            .sum();
    return Math.max(0, BEST - penalties);
  }

  PasswordValidation withError(Weakness error) {
    List<Weakness> more = new ArrayList<>(errors);
    more.add(error);
    return new PasswordValidation(more, warnings, entropyBits, characterDiversity);
  }

  PasswordValidation withWarning(Weakness warning) {
    List<Weakness> more = new ArrayList<>(warnings);
    more.add(warning);
    return new PasswordValidation(errors, more, entropyBits, characterDiversity);
  }
}
