package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's password policy: {@code GET} and {@code PUT /v1/admin/password-policy}. What a request
 * leaves out is as the profile has it; an answer tells everything.
 *
 * @param profile {@code nist}, {@code valueverse}, {@code payymo} or {@code fog}
 * @param minLength the fewest characters, 8 to 128
 * @param minLengthWithSecondFactor the fewest where a second factor is asked for too, 8 to 128
 * @param recommendedLength fewer characters are warned of, 0 to 256
 * @param maxLength the most characters, 12 to 256
 * @param minUppercase capital letters at least, 0 to 16
 * @param minLowercase small letters at least, 0 to 16
 * @param minDigits digits at least, 0 to 16
 * @param minSpecial special characters at least, 0 to 16
 * @param specials which characters are special; empty for all ASCII punctuation
 * @param refuseSequences whether three characters that follow each other are refused
 * @param repeatsMax how often a character may stand in a row, 1 to 10; 0 for any
 * @param refuseCommon whether common and predictable passwords are refused
 * @param personalWords {@code allowed}, {@code whole} or {@code contained}: where the person's own
 *     names are refused
 * @param history how many former passwords are refused, 0 to 24
 * @param minAgeDays how old a password is before it may be changed, 0 to 30 days
 * @param maxAgeDays when a password must be changed, 30 to 365 days; 0 for never
 * @param maxAgeFor {@code everybody} or {@code privileged}
 * @param entropyWarningBits less entropy is warned of, 0 to 256
 * @param breachCheck {@code off}, {@code fail_open} or {@code fail_closed}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PasswordPolicySettings(
    String profile,
    @JsonProperty("min_length") @Nullable Integer minLength,
    @JsonProperty("min_length_with_second_factor") @Nullable Integer minLengthWithSecondFactor,
    @JsonProperty("recommended_length") @Nullable Integer recommendedLength,
    @JsonProperty("max_length") @Nullable Integer maxLength,
    @JsonProperty("min_uppercase") @Nullable Integer minUppercase,
    @JsonProperty("min_lowercase") @Nullable Integer minLowercase,
    @JsonProperty("min_digits") @Nullable Integer minDigits,
    @JsonProperty("min_special") @Nullable Integer minSpecial,
    @Nullable String specials,
    @JsonProperty("refuse_sequences") @Nullable Boolean refuseSequences,
    @JsonProperty("repeats_max") @Nullable Integer repeatsMax,
    @JsonProperty("refuse_common") @Nullable Boolean refuseCommon,
    @JsonProperty("personal_words") @Nullable String personalWords,
    @Nullable Integer history,
    @JsonProperty("min_age_days") @Nullable Integer minAgeDays,
    @JsonProperty("max_age_days") @Nullable Integer maxAgeDays,
    @JsonProperty("max_age_for") @Nullable String maxAgeFor,
    @JsonProperty("entropy_warning_bits") @Nullable Integer entropyWarningBits,
    @JsonProperty("breach_check") @Nullable String breachCheck) {

  /** A profile as it is. */
  public static PasswordPolicySettings of(String profile) {
    return new PasswordPolicySettings(
        profile, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null);
  }
}
