package dev.countersign.server.credentials;

import java.util.Base64;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** A password's hash with all that is needed to check against it. It prints as nothing useful. */
public final class PasswordHash {
  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

  private final String text;
  private final HashScheme scheme;

  private PasswordHash(String text, HashScheme scheme) {
    this.text = text;
    this.scheme = scheme;
  }

  /** What reading somebody else's hash came to. */
  public sealed interface Reading {
    record Accepted(PasswordHash hash) implements Reading {}

    record Refused(HashFault fault) implements Reading {}
  }

  /** Argon2id as this service makes it: a PHC string. */
  static PasswordHash ofArgon2(Argon2Cost cost, byte[] salt, byte[] tag) {
    return new PasswordHash(
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(
                cost.memoryKib(),
                cost.iterations(),
                cost.parallelism(),
                BASE64.encodeToString(salt),
                BASE64.encodeToString(tag)),
        new Argon2Scheme(
            Argon2Parameters.ARGON2_id,
            Argon2Parameters.ARGON2_VERSION_13,
            cost,
            new SaltedTag(salt, tag)));
  }

  /** Reads the form the store holds. */
  public static PasswordHash parse(String text) {
    return HashFormats.read(text)
        .map(scheme -> new PasswordHash(text, scheme))
        .orElseThrow(
            () -> new IllegalArgumentException("a stored password hash has an unknown form"));
  }

  /** Reads a hash that another system made, and refuses what could be a burden. */
  public static Reading read(String text) {
    String stripped = text.strip();
    return HashFormats.fault(stripped)
        .<Reading>map(Reading.Refused::new)
        .orElseGet(() -> new Reading.Accepted(parse(stripped)));
  }

  /** The form the store holds. */
  public String text() {
    return text;
  }

  /** Whether it is what this service makes at a cost. */
  boolean isMadeAt(Argon2Cost cost) {
    return scheme instanceof Argon2Scheme argon2 && argon2.isNative() && argon2.cost().equals(cost);
  }

  /** Whether it was made here; foreign hashes are of the password's bytes as they were typed. */
  boolean isNative() {
    return scheme instanceof Argon2Scheme argon2 && argon2.isNative();
  }

  /** Whether it covers only a part of a password of that many bytes. */
  boolean leavesOut(int bytes) {
    return bytes > scheme.bytesMax();
  }

  boolean matches(Argon2 argon2, byte[] password) {
    return scheme.matches(argon2, password);
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
