package dev.countersign.server.platform.crypto;

/**
 * A column of values that the master keys seal, in a table of every tenant.
 *
 * @param key the column that names a row within its tenant
 * @param keyType its type
 * @param value the column of sealed values; null where a row has none
 */
public record SealedColumn(String table, String key, String keyType, String value) {}
