package dev.countersign.server.platform.crypto;

/** One sealed value of a table, with what finds its row. Arrays are not copied. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record SealedRow(String key, byte[] sealed, String context) {}
