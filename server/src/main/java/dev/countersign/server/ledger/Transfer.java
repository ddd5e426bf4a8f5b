package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A movement to be posted: entries of one asset that sum to zero, under a key that makes asking
 * twice the same as asking once.
 *
 * @param key the caller's idempotency key or reference, unique within {@code key.scope}
 * @param authority on whose word it is posted; checked again inside the posting transaction
 * @param effectiveAt when it counts from; {@code null} for the time it is recorded
 */
public record Transfer(
    TenantId tenant,
    Type type,
    String asset,
    List<Entry> entries,
    IdempotencyKey key,
    Authority authority,
    @Nullable Instant effectiveAt,
    Map<String, String> metadata,
    @Nullable String requestId) {

  /** What a movement is. */
  public enum Type {
    PAYMENT,
    DEPOSIT,
    WITHDRAWAL,
    TRANSACTION
  }

  /** On whose word: the person and the sign-in. */
  public record Authority(UserId user, SessionId session) {}

  public Transfer {
    entries = List.copyOf(entries);
    metadata = Map.copyOf(metadata);
  }
}
