package dev.countersign.server.audit;

import dev.countersign.proof.LogEntry;
import dev.countersign.server.platform.crypto.MasterKeys;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/**
 * Marks events as written by this service. The seal is keyed with a key that is not in the
 * database, so whoever owns the database can neither change an event nor slip one in.
 */
@Component
class EventSeal {
  private static final String PURPOSE = "audit-seal";

  private final MasterKeys keys;
  private final RandomGenerator random;

  EventSeal(MasterKeys keys, RandomGenerator random) {
    this.keys = keys;
    this.random = random;
  }

  /** Encodes, salts and seals. */
  SealedEvent seal(StoredEvent event) {
    Bytes encoding = CanonicalEncoding.of(event);
    byte[] salt = new byte[LogEntry.SALT_LENGTH];
    random.nextBytes(salt);
    return new SealedEvent(
        event, CanonicalEncoding.VERSION, encoding, Bytes.of(salt), mac(encoding.content(), salt));
  }

  /** What is wrong with a stored event; empty when its columns and seal agree. */
  Optional<AuditFault> faultOf(SealedEvent stored) {
    if (stored.encodingVersion() != CanonicalEncoding.VERSION) {
      return Optional.of(AuditFault.UNKNOWN_ENCODING);
    }
    return stored.seal().equals(mac(stored.encoding().content(), stored.salt().content()))
        ? Optional.empty()
        : Optional.of(AuditFault.SEAL_BROKEN);
  }

  // The salt has a fixed length, so no other encoding and salt give the same input.
  private Bytes mac(byte[] encoding, byte[] salt) {
    return Bytes.of(
        keys.mac(
            PURPOSE,
            ByteBuffer.allocate(encoding.length + salt.length).put(encoding).put(salt).array()));
  }
}
