package dev.countersign.server.factors;

import dev.countersign.server.platform.secret.Secret;

/** What somebody wants to set up. */
public sealed interface FactorRequest {
  /** What its owner is to call it. */
  String name();

  /** An authenticator app. */
  record App(String name, int digits, int periodSeconds, String algorithm)
      implements FactorRequest {}

  /** A telephone, by its number in the form of E.164. */
  record Phone(String name, Secret number) implements FactorRequest {}

  /** The person's own address. */
  record Mailbox(String name) implements FactorRequest {}

  /** A key that an authenticator makes. */
  record Passkey(String name) implements FactorRequest {}

  default FactorType type() {
    return switch (this) {
      case App _ -> FactorType.TOTP;
      case Phone _ -> FactorType.SMS;
      case Mailbox _ -> FactorType.EMAIL;
      case Passkey _ -> FactorType.PASSKEY;
    };
  }
}
