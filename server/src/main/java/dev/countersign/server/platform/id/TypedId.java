package dev.countersign.server.platform.id;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An identifier with a readable kind: {@code usr_01jd…}. Inside it is a UUIDv7, so ids sort by the
 * time they were made; outside it is the kind's prefix and 26 characters of Crockford's base32 (the
 * TypeID form).
 */
public interface TypedId {
  /** The raw value, as the store holds it. */
  UUID value();

  /** The kind, without the underscore. */
  String prefix();

  /** The outside form. */
  default String text() {
    return prefix() + "_" + Base32.encode(value());
  }

  /** The raw value, or without an id one after all others: where a list from the newest begins. */
  static UUID valueOrLast(@Nullable TypedId id) {
    return id == null ? new UUID(-1, -1) : id.value();
  }

  /** The raw value, or without an id one before all others: where a list from the oldest begins. */
  static UUID valueOrFirst(@Nullable TypedId id) {
    return id == null ? new UUID(0, 0) : id.value();
  }

  /** The raw value of an outside form of this kind; empty for anything else. */
  static Optional<UUID> parse(String prefix, String text) {
    return text.startsWith(prefix + "_")
        ? Base32.decode(text.substring(prefix.length() + 1))
        : Optional.empty();
  }
}
