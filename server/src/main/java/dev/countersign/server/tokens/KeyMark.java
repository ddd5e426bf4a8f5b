package dev.countersign.server.tokens;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * A signing key's id in the width of every other id: the first half of its thumbprint, so that a
 * key is revoked as a token or a session is.
 */
final class KeyMark {
  private KeyMark() {}

  /** The mark of a key by its id, an RFC 7638 thumbprint. */
  static UUID of(String keyId) {
    ByteBuffer thumbprint = ByteBuffer.wrap(Base64.getUrlDecoder().decode(keyId));
    return new UUID(thumbprint.getLong(), thumbprint.getLong());
  }
}
