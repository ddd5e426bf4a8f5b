package dev.countersign.api;

import java.util.List;

/**
 * What to ask an authenticator to sign: for {@code
 * PublicKeyCredential.parseRequestOptionsFromJSON}, whose names it has.
 *
 * @param challenge in base64url
 * @param timeout in milliseconds
 * @param allowCredentials the passkeys that will do; none for whichever there is
 * @param userVerification {@code required}
 */
public record PasskeyRequestOptions(
    String challenge,
    long timeout,
    String rpId,
    List<PasskeyDescriptor> allowCredentials,
    String userVerification) {
  public PasskeyRequestOptions {
    allowCredentials = List.copyOf(allowCredentials);
  }
}
