package dev.countersign.server.credentials;

import dev.countersign.server.credentials.PasswordPolicy.Ageing;
import dev.countersign.server.credentials.PasswordPolicy.BreachCheck;
import dev.countersign.server.credentials.PasswordPolicy.Composition;
import dev.countersign.server.credentials.PasswordPolicy.Length;
import dev.countersign.server.credentials.PasswordPolicy.MaxAgeFor;
import dev.countersign.server.credentials.PasswordPolicy.PersonalWords;
import dev.countersign.server.credentials.PasswordPolicy.Refused;
import java.util.Locale;

/**
 * A named password policy, to choose as it is or to begin one's own from.
 *
 * <p>The first follows NIST SP 800-63B-4 §3.1.1: length and a blocklist, no rules on kinds of
 * characters and no change without cause. The others are older rules that some must follow, and
 * which that standard advises against.
 */
public enum PasswordProfile {
  /** At least 15 characters, or 8 beside a second factor, and on no blocklist. */
  NIST {
    @Override
    PasswordPolicy policy() {
      return new PasswordPolicy(
          this,
          new Length(15, 8, 0, 256),
          Composition.NONE,
          new Refused(true, PersonalWords.WHOLE, false, 0),
          Ageing.NONE,
          30,
          BreachCheck.FAIL_OPEN);
    }
  },
  /** At least 12 characters of four kinds, no sequences, twelve passwords remembered. */
  VALUEVERSE {
    @Override
    PasswordPolicy policy() {
      return new PasswordPolicy(
          this,
          new Length(12, 12, 14, 128),
          new Composition(1, 1, 1, 1, "!@#$%^&*()_+-=[]{}|;:,.<>?/~`"),
          new Refused(true, PersonalWords.CONTAINED, true, 3),
          new Ageing(12, 1, 90, MaxAgeFor.PRIVILEGED),
          30,
          BreachCheck.FAIL_OPEN);
    }
  },
  /** 12 to 128 characters of four kinds. */
  PAYYMO {
    @Override
    PasswordPolicy policy() {
      return new PasswordPolicy(
          this,
          new Length(12, 12, 0, 128),
          new Composition(1, 1, 1, 1, "!@#$%^&*(),.?\":{}|<>"),
          new Refused(true, PersonalWords.WHOLE, false, 0),
          Ageing.NONE,
          30,
          BreachCheck.FAIL_OPEN);
    }
  },
  /** 8 to 100 characters with a capital letter, a small one and a digit. */
  FOG {
    @Override
    PasswordPolicy policy() {
      return new PasswordPolicy(
          this,
          new Length(8, 8, 0, 100),
          new Composition(1, 1, 1, 0, ""),
          new Refused(true, PersonalWords.WHOLE, false, 0),
          Ageing.NONE,
          30,
          BreachCheck.FAIL_OPEN);
    }
  };

  /** The policy of this name. */
  abstract PasswordPolicy policy();

  /** The name in settings, in the store and in answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
