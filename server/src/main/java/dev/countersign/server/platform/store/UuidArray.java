package dev.countersign.server.platform.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Oid;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/**
 * Ids as a parameter of type {@code uuid[]}. The driver would send them as text, which PostgreSQL
 * takes several times as long to read as everything else about them; this sends sixteen bytes each,
 * over connections that allow it (see {@link Store}), and text over others.
 */
public final class UuidArray extends PGobject implements PGBinaryObject {
  private static final long serialVersionUID = 1L;

  // Dimensions, whether there are nulls, type; and of the one dimension its length and first index.
  private static final int HEAD_BYTES = 5 * Integer.BYTES;
  private static final int UUID_BYTES = 2 * Long.BYTES;
  private static final int NULL_LENGTH = -1;

  private final @Nullable UUID[] ids;

  private UuidArray(@Nullable UUID[] ids) {
    this.ids = ids;
    setType("_uuid");
  }

  /** The ids in this order. */
  public static UuidArray of(Collection<? extends @Nullable UUID> ids) {
    return new UuidArray(ids.toArray(new @Nullable UUID[0]));
  }

  @Override
  public int lengthInBytes() {
    int length = HEAD_BYTES;
    for (UUID id : ids) {
      length += Integer.BYTES + (id == null ? 0 : UUID_BYTES);
    }
    return length;
  }

  @Override
  public void toBytes(byte[] bytes, int offset) {
    ByteBuffer out = ByteBuffer.wrap(bytes, offset, lengthInBytes());
    out.putInt(1).putInt(1).putInt(Oid.UUID).putInt(ids.length).putInt(1);
    for (UUID id : ids) {
      if (id == null) {
        out.putInt(NULL_LENGTH);
      } else {
        out.putInt(UUID_BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
      }
    }
  }

  @Override
  public String getValue() {
    return Arrays.stream(ids).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  @Override
  public void setByteValue(byte[] value, int offset) {
    throw new UnsupportedOperationException("a parameter is not read");
  }
}
