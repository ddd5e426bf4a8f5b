package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;

/**
 * How good a password is.
 *
 * @param valid whether it is accepted here
 * @param errors why it is not
 * @param warnings what could be better about it
 * @param strengthScore from 0 to 100
 * @param entropyBits its length times the binary logarithm of the characters it draws from, to two
 *     places
 * @param characterDiversity the share of its characters that are different ones, to two places
 */
public record PasswordCheckAnswer(
    boolean valid,
    List<Finding> errors,
    List<Finding> warnings,
    @JsonProperty("strength_score") int strengthScore,
    @JsonProperty("entropy_bits") BigDecimal entropyBits,
    @JsonProperty("character_diversity") BigDecimal characterDiversity) {

  /**
   * One thing found.
   *
   * @param code its stable name
   * @param message the same in a sentence
   */
  public record Finding(String code, String message) {}

  public PasswordCheckAnswer {
    errors = Copies.of(errors);
    warnings = Copies.of(warnings);
  }
}
