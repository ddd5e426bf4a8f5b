package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.TenantId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger can be told to do, under a key that makes asking twice the same as asking once.
 */
public sealed interface Instruction permits Transfer, Hold, Capture, Release, Reversal {
  TenantId tenant();

  /** The caller's idempotency key or reference, unique within {@code key.scope}. */
  IdempotencyKey key();

  /** On whose word; checked again inside the posting transaction. */
  Authority authority();

  Map<String, String> metadata();

  @Nullable String requestId();

  /** The same under another key. */
  Instruction under(IdempotencyKey other);

  /** Whether it is told under an administrator's reference, and not under somebody's own key. */
  default boolean isAdministrators() {
    return key().scope().equals(tenant().value());
  }

  /** The administrator's reference; {@code null} where there is none. */
  default @Nullable String reference() {
    return isAdministrators() ? key().key() : null;
  }

  /** What kind of instruction it is, as audit tells it. */
  default String kind() {
    return switch (this) {
      case Transfer transfer -> transfer.type().wireName();
      case Hold _ -> "hold";
      case Capture _ -> Transfer.Type.CAPTURE.wireName();
      case Release _ -> "void";
      case Reversal _ -> Transfer.Type.REVERSAL.wireName();
    };
  }

  /** Metadata that the store can keep. */
  static Map<String, String> storable(Map<String, String> metadata) {
    metadata.forEach((name, value) -> {
      if (name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("metadata cannot hold NUL");
      }
    });
    return Map.copyOf(metadata);
  }
}
