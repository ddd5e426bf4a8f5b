package dev.countersign.server.platform.cache;

import dev.countersign.server.platform.crypto.MasterKeys;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes values for a place that others can read and write. A value is the JSON of one record type,
 * sealed under the master keys and bound to its key: nothing that somebody else wrote, or moved, is
 * ever parsed.
 *
 * @param <V> the one type that is written and read
 */
final class SealedEntries<V extends Record> {
  private final MasterKeys keys;
  private final JsonMapper json;
  private final Class<V> type;

  SealedEntries(MasterKeys keys, JsonMapper json, Class<V> type) {
    this.keys = keys;
    this.json = json;
    this.type = type;
  }

  byte[] seal(String key, Entry<V> entry) {
    byte[] value = json.writeValueAsBytes(entry.value());
    byte[] plain =
        ByteBuffer.allocate(Long.BYTES + value.length)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.askedAt()))
            .put(value)
            .array();
    return keys.seal(plain, context(key));
  }

  /** Empty where it is not of our making, or of a version that wrote something else. */
  Optional<Entry<V>> open(String key, byte[] sealed) {
    ByteBuffer plain;
    try {
      plain = ByteBuffer.wrap(keys.open(sealed, context(key)));
    } catch (IllegalStateException foreign) {
      return Optional.empty();
    }
    Instant askedAt = Instant.EPOCH.plus(plain.getLong(), ChronoUnit.MICROS);
    byte[] value = new byte[plain.remaining()];
    plain.get(value);
    try {
      return Optional.of(new Entry<>(json.readValue(value, type), askedAt));
    } catch (JacksonException ofAnotherVersion) {
      return Optional.empty();
    }
  }

  private static String context(String key) {
    return "cached:" + key;
  }
}
