package dev.countersign.server.webauthn;

import org.jspecify.annotations.Nullable;

/**
 * What an authenticator answered that signed with a key.
 *
 * @param credentialId of the key
 * @param clientData what the browser says about the request, in JSON
 * @param userHandle whose key the authenticator says it is
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes to be read once; nobody compares two.
public record Assertion(
    byte[] credentialId,
    byte[] authenticatorData,
    byte[] clientData,
    byte[] signature,
    byte @Nullable [] userHandle) {}
