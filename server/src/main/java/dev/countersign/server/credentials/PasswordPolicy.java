package dev.countersign.server.credentials;

import java.util.Locale;

/** Which passwords a tenant accepts, with every parameter of it. */
public record PasswordPolicy(
    PasswordProfile profile,
    Length length,
    Composition composition,
    Refused refused,
    Ageing ageing,
    int entropyWarningBits,
    BreachCheck breachCheck) {

  /**
   * How long a password is, in characters.
   *
   * @param minWithSecondFactor the fewest where a second factor is asked for too
   * @param recommended fewer than these are warned of; 0 for no such warning
   */
  public record Length(int min, int minWithSecondFactor, int recommended, int max) {
    int minFor(PasswordOwner owner) {
      return owner.secondFactor() ? minWithSecondFactor : min;
    }
  }

  /**
   * How many characters of each kind there are at least.
   *
   * @param specials which characters count as special; empty for every ASCII punctuation mark
   */
  public record Composition(
      int uppercase, int lowercase, int digits, int special, String specials) {
    static final Composition NONE = new Composition(0, 0, 0, 0, "");
    static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /** The special characters, whether or not the policy names them. */
    String specialCharacters() {
      return specials.isEmpty() ? PUNCTUATION : specials;
    }

    int total() {
      return uppercase + lowercase + digits + special;
    }
  }

  /**
   * What is refused though it is long enough.
   *
   * @param common what stands on the list of common passwords, or walks the keyboard
   * @param sequences any three characters whose code points follow each other, up or down
   * @param repeatsMax how often a character may stand in a row; 0 for as often as one likes
   */
  public record Refused(
      boolean common, PersonalWords personalWords, boolean sequences, int repeatsMax) {}

  /**
   * How long a password lasts.
   *
   * @param history how many former passwords are not taken again
   * @param minDays how old a password is before it may be changed; 0 for at once
   * @param maxDays when it must be changed; 0 for never
   */
  public record Ageing(int history, int minDays, int maxDays, MaxAgeFor maxAgeFor) {
    static final Ageing NONE = new Ageing(0, 0, 0, MaxAgeFor.EVERYBODY);

    boolean expires(PasswordOwner owner) {
      return maxDays > 0 && (maxAgeFor == MaxAgeFor.EVERYBODY || owner.privileged());
    }
  }

  /** How a person's own names may be used. */
  public enum PersonalWords {
    /** In any way. */
    ALLOWED,
    /** Not as the whole password, whatever is done to hide it. */
    WHOLE,
    /** Not as any part of it either. */
    CONTAINED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whose passwords expire. */
  public enum MaxAgeFor {
    EVERYBODY,
    /** Those who may administer. */
    PRIVILEGED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is done about passwords known from breaches elsewhere. */
  public enum BreachCheck {
    OFF,
    /** A password that cannot be looked up is accepted, with an audit event. */
    FAIL_OPEN,
    /** A password that cannot be looked up is not accepted. */
    FAIL_CLOSED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
