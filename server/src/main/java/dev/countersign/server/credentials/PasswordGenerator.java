package dev.countersign.server.credentials;

import dev.countersign.server.credentials.PasswordPolicy.Composition;
import dev.countersign.server.platform.secret.Secret;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes passwords that their own policy accepts. What is drawn and then refused, as holding a
 * sequence by chance, is drawn again whole, so that those accepted are equally likely.
 */
final class PasswordGenerator {
  static final int USUAL_LENGTH = 16;
  // Without those easily taken for each other: 0 O, 1 l I.
  private static final String UPPERCASE = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final String LOWERCASE = "abcdefghijkmnopqrstuvwxyz";
  private static final String DIGITS = "23456789";
  private static final String USUAL_SPECIALS = "!@#$%^&*-_=+?";
  // One in some dozens is refused under the strictest of policies that can be met at all.
  private static final int DRAWS_MAX = 10_000;

  private final PasswordRules rules;

  PasswordGenerator(PasswordRules rules) {
    this.rules = rules;
  }

  /** The length for a policy where none is asked for. */
  static int usualLength(PasswordPolicy policy) {
    int least =
        Math.max(
            Math.max(USUAL_LENGTH, policy.length().recommended()),
            Math.max(policy.length().min(), policy.composition().total()));
    return Math.min(policy.length().max(), least);
  }

  /** A password; empty where the policy accepts none of that length. */
  Optional<Secret> generate(PasswordPolicy policy, int length, RandomGenerator random) {
    if (length < Math.max(policy.length().min(), policy.composition().total())
        || length > policy.length().max()) {
      return Optional.empty();
    }
    for (int draw = 0; draw < DRAWS_MAX; draw++) {
      Secret password = Secret.of(draw(policy.composition(), length, random));
      PasswordValidation judged = rules.judge(policy, password, PasswordOwner.named());
      if (judged.valid()) {
        return Optional.of(password);
      }
    }
    return Optional.empty();
  }

  private static String draw(Composition composition, int length, RandomGenerator random) {
    String specials = composition.specials().isEmpty() ? USUAL_SPECIALS : composition.specials();
    StringBuilder drawn = new StringBuilder(length);
    append(drawn, UPPERCASE, composition.uppercase(), random);
    append(drawn, LOWERCASE, composition.lowercase(), random);
    append(drawn, DIGITS, composition.digits(), random);
    append(drawn, specials, composition.special(), random);
    append(drawn, UPPERCASE + LOWERCASE + DIGITS + specials, length - drawn.length(), random);
    for (int at = drawn.length() - 1; at > 0; at--) {
      int other = random.nextInt(at + 1);
      char swapped = drawn.charAt(at);
      drawn.setCharAt(at, drawn.charAt(other));
      drawn.setCharAt(other, swapped);
    }
    return drawn.toString();
  }

  private static void append(
      StringBuilder drawn, String from, int characters, RandomGenerator random) {
    for (int number = 0; number < characters; number++) {
      drawn.append(from.charAt(random.nextInt(from.length())));
    }
  }
}
