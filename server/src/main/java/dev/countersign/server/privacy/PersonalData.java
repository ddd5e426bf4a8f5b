package dev.countersign.server.privacy;

import dev.countersign.server.platform.id.TenantId;
import java.util.Optional;
import java.util.UUID;

/**
 * Seals what is personal under a key of the person's own, kept wrapped in the store. Calls join the
 * caller's transaction, so a person's key is made with the first thing it seals. Thread-safe.
 */
public interface PersonalData {
  /**
   * Encrypts under the person's key, making the key on first use. For somebody unknown the tenant's
   * own id stands in.
   */
  byte[] seal(TenantId tenant, UUID person, byte[] plain, String context);

  /** Decrypts; empty once the person is forgotten. */
  Optional<byte[]> open(TenantId tenant, UUID person, byte[] sealed, String context);

  /**
   * Has a person's key at hand for a while. It takes the same work, and the same again, for
   * somebody who has none.
   */
  void fetch(TenantId tenant, UUID person);

  /** A keyed hash of a personal value, for look-ups by equality within a tenant. */
  byte[] index(TenantId tenant, String field, String value);

  /** Destroys the person's key: what it sealed can be opened by nobody any more. */
  void forget(TenantId tenant, UUID person);
}
