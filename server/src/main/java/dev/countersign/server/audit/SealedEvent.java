package dev.countersign.server.audit;

/**
 * An event with what makes it provable: its canonical encoding, the salt of its leaf, and the seal
 * that says this service wrote it.
 *
 * @param encoding follows from the event, by the rules of its version
 */
record SealedEvent(StoredEvent event, int encodingVersion, Bytes encoding, Bytes salt, Bytes seal) {

  /** An event as it is stored; an unknown version is a fault found where it is judged. */
  static SealedEvent stored(StoredEvent event, int encodingVersion, Bytes salt, Bytes seal) {
    return new SealedEvent(event, encodingVersion, CanonicalEncoding.of(event), salt, seal);
  }
}
