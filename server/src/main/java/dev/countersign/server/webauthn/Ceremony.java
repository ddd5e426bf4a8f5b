package dev.countersign.server.webauthn;

/** What judging an authenticator's answer came to. */
public sealed interface Ceremony {
  /** The key is theirs who answered; so it is to be kept from now on. */
  record Accepted(PublicKey key) implements Ceremony {}

  record Refused(Fault fault) implements Ceremony {}
}
