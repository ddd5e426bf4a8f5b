package dev.countersign.server.credentials;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A password's hash with all that is needed to check against it. It prints as nothing useful. */
public final class PasswordHash {
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{43})");
  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

  private final Argon2Cost cost;
  private final byte[] salt;
  private final byte[] tag;

  PasswordHash(Argon2Cost cost, byte[] salt, byte[] tag) {
    this.cost = cost;
    this.salt = salt.clone();
    this.tag = tag.clone();
  }

  /** Reads the form the store holds. */
  static PasswordHash parse(String text) {
    Matcher form = PHC.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("a stored password hash has an unknown form");
    }
    return new PasswordHash(
        new Argon2Cost(
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3))),
        Base64.getDecoder().decode(form.group(4)),
        Base64.getDecoder().decode(form.group(5)));
  }

  /** The form the store holds: a PHC string. */
  String text() {
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memoryKib(),
            cost.iterations(),
            cost.parallelism(),
            BASE64.encodeToString(salt),
            BASE64.encodeToString(tag));
  }

  Argon2Cost cost() {
    return cost;
  }

  boolean matches(Argon2 argon2, byte[] password) {
    return MessageDigest.isEqual(tag, argon2.hash(cost, salt, password));
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
