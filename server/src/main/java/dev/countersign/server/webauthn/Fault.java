package dev.countersign.server.webauthn;

import java.util.Locale;

/** Why what an authenticator answered is not accepted. */
public enum Fault {
  /** It is not what WebAuthn says it must be. */
  MALFORMED("The answer of the authenticator cannot be read."),
  /** It answers no challenge of ours, or one that is used up or too old. */
  CHALLENGE("The challenge is not known, or not good any more. Begin again."),
  /** It was made by a page of another site, or inside one. */
  ORIGIN("The passkey was used on a page of another address than this service's."),
  /** It is bound to another site, or to another person's account. */
  SCOPE("The passkey belongs to another service or account."),
  /** Nobody touched the authenticator. */
  PRESENCE("The authenticator does not say that anybody was there."),
  /** The authenticator did not check who it was. */
  VERIFICATION(
      "The authenticator did not check who you are. Unlock it with its PIN, your finger or face."),
  /** Its key is of a kind that was not asked for. */
  ALGORITHM("The passkey's key is of a kind that is not accepted."),
  /** It is registered already, by the same person or another. */
  KNOWN("The passkey is registered already."),
  /** There is no such passkey, or it did not sign this. */
  SIGNATURE("The passkey is not known, or its signature is wrong."),
  /** It has counted less than it had before: there may be a second one of it. */
  COUNTER("The passkey's counter went back, as that of a copy does.");

  private final String message;

  Fault(String message) {
    this.message = message;
  }

  /** The code in answers and in audit. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A sentence for whoever used it. */
  public String message() {
    return message;
  }
}
