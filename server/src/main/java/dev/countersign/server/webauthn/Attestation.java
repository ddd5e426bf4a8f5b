package dev.countersign.server.webauthn;

import java.util.Set;

/**
 * What an authenticator answered that made a key.
 *
 * @param attestationObject the new key, in CBOR
 * @param clientData what the browser says about the request, in JSON
 * @param transports by which the authenticator can be reached
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes to be read once; nobody compares two.
public record Attestation(byte[] attestationObject, byte[] clientData, Set<String> transports) {
  public Attestation {
    transports = Set.copyOf(transports);
  }
}
