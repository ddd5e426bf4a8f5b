package dev.countersign.server.credentials;

import dev.countersign.api.PasswordPolicySettings;
import dev.countersign.server.credentials.PasswordPolicy.Ageing;
import dev.countersign.server.credentials.PasswordPolicy.BreachCheck;
import dev.countersign.server.credentials.PasswordPolicy.Composition;
import dev.countersign.server.credentials.PasswordPolicy.Length;
import dev.countersign.server.credentials.PasswordPolicy.MaxAgeFor;
import dev.countersign.server.credentials.PasswordPolicy.PersonalWords;
import dev.countersign.server.credentials.PasswordPolicy.Refused;
import dev.countersign.server.platform.web.Fields;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A policy as the API and the store tell it: a profile and what differs from it. */
final class PolicySettings {
  private static final int KIND_MAX = 16;

  private PolicySettings() {}

  /** The policy with everything told. */
  static PasswordPolicySettings of(PasswordPolicy policy) {
    return new PasswordPolicySettings(
        policy.profile().wireName(),
        policy.length().min(),
        policy.length().minWithSecondFactor(),
        policy.length().recommended(),
        policy.length().max(),
        policy.composition().uppercase(),
        policy.composition().lowercase(),
        policy.composition().digits(),
        policy.composition().special(),
        policy.composition().specials(),
        policy.refused().sequences(),
        policy.refused().repeatsMax(),
        policy.refused().common(),
        policy.refused().personalWords().wireName(),
        policy.ageing().history(),
        policy.ageing().minDays(),
        policy.ageing().maxDays(),
        policy.ageing().maxAgeFor().wireName(),
        policy.entropyWarningBits(),
        policy.breachCheck().wireName());
  }

  /** The profile of a name. */
  static Optional<PasswordProfile> profile(@Nullable String name) {
    return Arrays.stream(PasswordProfile.values())
        .filter(profile -> profile.wireName().equals(name))
        .findFirst();
  }

  /** Reads a policy; what is wrong with it is left with the fields, and then it is of no use. */
  static PasswordPolicy read(PasswordPolicySettings settings, Fields fields) {
    Optional<PasswordProfile> profile = profile(settings.profile());
    if (profile.isEmpty()) {
      fields.fault("profile", "unknown", "Choose " + names(PasswordProfile.values()) + ".");
    }
    PasswordPolicy base = profile.orElse(PasswordProfile.NIST).policy();
    Reader read = new Reader(fields);
    PasswordPolicy policy =
        new PasswordPolicy(
            base.profile(),
            length(settings, base.length(), read),
            composition(settings, base.composition(), read),
            new Refused(
                or(settings.refuseCommon(), base.refused().common()),
                read.choice(
                    "personal_words",
                    settings.personalWords(),
                    PersonalWords.class,
                    base.refused().personalWords()),
                or(settings.refuseSequences(), base.refused().sequences()),
                read.number(
                    "repeats_max", settings.repeatsMax(), 0, 10, base.refused().repeatsMax())),
            ageing(settings, base.ageing(), read),
            read.number(
                "entropy_warning_bits",
                settings.entropyWarningBits(),
                0,
                256,
                base.entropyWarningBits()),
            read.choice(
                "breach_check", settings.breachCheck(), BreachCheck.class, base.breachCheck()));
    checkTogether(policy, fields);
    return policy;
  }

  private static Length length(PasswordPolicySettings settings, Length base, Reader read) {
    int min = read.number("min_length", settings.minLength(), 8, 128, base.min());
    return new Length(
        min,
        read.number(
            "min_length_with_second_factor",
            settings.minLengthWithSecondFactor(),
            8,
            128,
            Math.min(min, base.minWithSecondFactor())),
        read.number("recommended_length", settings.recommendedLength(), 0, 256, base.recommended()),
        read.number("max_length", settings.maxLength(), 12, 256, base.max()));
  }

  private static Composition composition(
      PasswordPolicySettings settings, Composition base, Reader read) {
    return new Composition(
        read.number("min_uppercase", settings.minUppercase(), 0, KIND_MAX, base.uppercase()),
        read.number("min_lowercase", settings.minLowercase(), 0, KIND_MAX, base.lowercase()),
        read.number("min_digits", settings.minDigits(), 0, KIND_MAX, base.digits()),
        read.number("min_special", settings.minSpecial(), 0, KIND_MAX, base.special()),
        read.specials(settings.specials(), base.specials()));
  }

  private static Ageing ageing(PasswordPolicySettings settings, Ageing base, Reader read) {
    return new Ageing(
        read.number("history", settings.history(), 0, 24, base.history()),
        read.number("min_age_days", settings.minAgeDays(), 0, 30, base.minDays()),
        or(settings.maxAgeDays(), base.maxDays()) == 0
            ? 0
            : read.number("max_age_days", settings.maxAgeDays(), 30, 365, base.maxDays()),
        read.choice("max_age_for", settings.maxAgeFor(), MaxAgeFor.class, base.maxAgeFor()));
  }

  // What no password could meet would lock everybody out of changing theirs.
  private static void checkTogether(PasswordPolicy policy, Fields fields) {
    if (policy.length().max() < policy.length().min()) {
      fields.fault("max_length", "contradiction", "Let it be at least min_length.");
    }
    if (policy.length().minWithSecondFactor() > policy.length().min()) {
      fields.fault(
          "min_length_with_second_factor", "contradiction", "Let it be at most min_length.");
    }
    if (policy.composition().total() > policy.length().max()) {
      fields.fault(
          "max_length", "contradiction", "Let it have room for every character asked for.");
    }
    if (policy.ageing().maxDays() > 0 && policy.ageing().minDays() >= policy.ageing().maxDays()) {
      fields.fault("min_age_days", "contradiction", "Let it be less than max_age_days.");
    }
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return Objects.requireNonNullElse(given, otherwise);
  }

  private static String names(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  /** Reads single parameters and tells what is wrong with them. */
  private record Reader(Fields fields) {
    int number(String field, @Nullable Integer given, int min, int max, int otherwise) {
      int value = or(given, otherwise);
      if (value < min || value > max) {
        fields.fault(field, "out_of_range", "Give a number from %d to %d.".formatted(min, max));
      }
      return value;
    }

    <E extends Enum<E>> E choice(String field, @Nullable String given, Class<E> type, E otherwise) {
      if (given == null) {
        return otherwise;
      }
      E[] values = Objects.requireNonNull(type.getEnumConstants());
      for (E value : values) {
        if (value.name().toLowerCase(Locale.ROOT).equals(given)) {
          return value;
        }
      }
      fields.fault(field, "unknown", "Choose " + names(values) + ".");
      return otherwise;
    }

    String specials(@Nullable String given, String otherwise) {
      String specials = or(given, otherwise);
      if (specials.chars().anyMatch(point -> Composition.PUNCTUATION.indexOf(point) < 0)
          || specials.chars().distinct().count() != specials.length()) {
        fields.fault("specials", "malformed", "Give each ASCII punctuation mark at most once.");
      }
      return specials;
    }
  }
}
