package dev.countersign.server.webauthn;

/**
 * The public half of a passkey, as it was at the last look.
 *
 * @param cose the key itself (RFC 9052), in CBOR
 * @param signCount how often the authenticator says it has signed; 0 for one that does not count
 * @param backupEligible whether it may exist on several devices
 * @param backedUp whether it does
 */
@SuppressWarnings("ArrayRecordComponent") // Read from columns; nobody compares two.
public record PublicKey(
    byte[] credentialId, byte[] cose, long signCount, boolean backupEligible, boolean backedUp) {}
