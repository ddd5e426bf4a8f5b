package dev.countersign.server.factors;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** By what somebody proves that it is them. */
public enum FactorType {
  /** A code from an authenticator app (RFC 6238). */
  TOTP("totp", "otp", 5, "Authenticator app"),
  /** A code sent to a telephone. */
  SMS("sms", "sms", 10, "Text message"),
  /** A code sent to the person's address. */
  EMAIL("email", "mca", 15, "E-mail"),
  /** One of a set of codes to be kept for the day the rest is lost. */
  RECOVERY_CODE("recovery_code", "otp", 10, "Recovery codes"),
  /** A key that a device or a security key holds (WebAuthn). */
  PASSKEY("passkey", "pop", 5, "Passkey");

  private final String wireName;
  private final String methodReference;
  private final Duration challengeLife;
  private final String label;

  FactorType(String wireName, String methodReference, int challengeMinutes, String label) {
    this.wireName = wireName;
    this.methodReference = methodReference;
    this.challengeLife = Duration.ofMinutes(challengeMinutes);
    this.label = label;
  }

  /** The name in the store and in answers. */
  public String wireName() {
    return wireName;
  }

  /** The type of a wire name; empty for none. */
  public static Optional<FactorType> ofWireName(String name) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(name)).findFirst();
  }

  /** What it is called in a token's {@code amr} (RFC 8176). */
  public String methodReference() {
    return methodReference;
  }

  /** How long somebody has who was asked for one. */
  public Duration challengeLife() {
    return challengeLife;
  }

  /** What it is called where its owner gave it no name. */
  public String label() {
    return label;
  }
}
