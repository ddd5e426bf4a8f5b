package dev.countersign.server.audit;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one byte string that stands for an event, and what the log's leaf and the event's seal cover.
 *
 * <p>Version 1: the version byte, then every column in the order of {@link StoredEvent}. Each
 * column is its length in four bytes, big-endian, and its content; -1 as length is "none". Content
 * is 16 bytes of an id, UTF-8 of a text, 8 bytes of seconds since 1970 with 4 of nanoseconds, or
 * the bytes as they are. Metadata is a tree of values, each beginning with a tag: {@code n}ull,
 * {@code t}rue, {@code f}alse, {@code i}nteger and {@code s}tring (length and text), {@code l}ist
 * (count and values), {@code m}ap (count, then each name with its value, ordered by the names'
 * UTF-16 units as in RFC 8785).
 *
 * <p>No two different events give the same bytes, and nothing of an event is left out. A later
 * version is a new number; the event's row keeps the number by which its bytes are made again.
 */
final class CanonicalEncoding {
  static final int VERSION = 1;

  private static final int NONE = -1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  private CanonicalEncoding() {}

  static Bytes of(StoredEvent event) {
    CanonicalEncoding encoding = new CanonicalEncoding();
    encoding.out.write(VERSION);
    encoding.id(event.id());
    encoding.id(event.tenantId());
    encoding.text(event.type());
    encoding.text(event.severity());
    encoding.time(event.occurredAt());
    encoding.text(event.actorType());
    encoding.id(event.actorId());
    encoding.text(event.targetType());
    encoding.text(event.targetId());
    encoding.id(event.sessionId());
    encoding.text(event.requestId());
    encoding.bytes(tree(event.metadata()));
    encoding.id(event.personId());
    encoding.bytes(event.personal() == null ? null : event.personal().content());
    return Bytes.of(encoding.out.toByteArray());
  }

  private static byte[] tree(Map<String, ?> metadata) {
    CanonicalEncoding encoding = new CanonicalEncoding();
    encoding.map(metadata);
    return encoding.out.toByteArray();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.write('n');
      case Boolean truth -> out.write(truth ? 't' : 'f');
      case String text -> tagged('s', text);
      case BigInteger number -> tagged('i', number.toString());
      case Integer number -> tagged('i', number.toString());
      case Long number -> tagged('i', number.toString());
      case Short number -> tagged('i', number.toString());
      case Byte number -> tagged('i', number.toString());
      // Never written by this service: a tag of its own, so that one put there later is seen.
      case BigDecimal number -> tagged('d', number.toString());
      case Map<?, ?> map -> map(map);
      case Collection<?> list -> {
        out.write('l');
        number(list.size());
        list.forEach(this::value);
      }
      default -> throw new IllegalArgumentException("metadata cannot hold a " + value.getClass());
    }
  }

  private void map(Map<?, ?> map) {
    TreeMap<String, @Nullable Object> ordered = new TreeMap<>();
    map.forEach((name, value) -> ordered.put(String.valueOf(name), value));
    out.write('m');
    number(ordered.size());
    ordered.forEach((name, value) -> {
      text(name);
      value(value);
    });
  }

  private void tagged(char tag, String text) {
    out.write(tag);
    text(text);
  }

  private void id(@Nullable UUID id) {
    bytes(
        id == null
            ? null
            : ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
  }

  private void time(Instant time) {
    bytes(
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
            .putLong(time.getEpochSecond())
            .putInt(time.getNano())
            .array());
  }

  private void text(@Nullable String text) {
    bytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(byte @Nullable [] content) {
    number(content == null ? NONE : content.length);
    if (content != null) {
      out.writeBytes(content);
    }
  }

  private void number(int number) {
    out.write(number >>> 24);
    out.write(number >>> 16);
    out.write(number >>> 8);
    out.write(number);
  }
}
