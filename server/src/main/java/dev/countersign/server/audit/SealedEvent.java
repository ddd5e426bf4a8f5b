package dev.countersign.server.audit;

/**
 * An event with what makes it provable: its canonical encoding, the salt of its leaf, and the seal
 * that says this service wrote it.
 */
record SealedEvent(
    StoredEvent event, int encodingVersion, Bytes encoding, Bytes salt, Bytes seal) {}
