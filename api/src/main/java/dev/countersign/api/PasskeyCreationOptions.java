package dev.countersign.api;

import java.util.List;

/**
 * What passkey to ask an authenticator for: for {@code
 * PublicKeyCredential.parseCreationOptionsFromJSON}, whose names it has.
 *
 * @param challenge in base64url
 * @param timeout in milliseconds
 * @param excludeCredentials what its owner has already
 * @param attestation {@code none}: who made the authenticator is not asked
 */
public record PasskeyCreationOptions(
    RelyingParty rp,
    Owner user,
    String challenge,
    List<Algorithm> pubKeyCredParams,
    long timeout,
    List<PasskeyDescriptor> excludeCredentials,
    Selection authenticatorSelection,
    String attestation) {
  public PasskeyCreationOptions {
    pubKeyCredParams = List.copyOf(pubKeyCredParams);
    excludeCredentials = List.copyOf(excludeCredentials);
  }

  /** The service. */
  public record RelyingParty(String id, String name) {}

  /**
   * Whose it will be.
   *
   * @param id an opaque id in base64url
   */
  public record Owner(String id, String name, String displayName) {}

  /**
   * A kind of key.
   *
   * @param alg its number among COSE's algorithms
   */
  public record Algorithm(String type, int alg) {}

  /** What the authenticator has to be capable of. */
  public record Selection(
      String residentKey, boolean requireResidentKey, String userVerification) {}
}
