package dev.countersign.server.reconciliation;

import dev.countersign.server.platform.id.MatchId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is held to be the same.
 *
 * @param differenceMinor what the lines say less what the entries moved
 */
record StoredMatch(
    MatchId id,
    MatchRule rule,
    @Nullable String reason,
    long differenceMinor,
    Instant matchedAt,
    @Nullable Instant undoneAt) {}
