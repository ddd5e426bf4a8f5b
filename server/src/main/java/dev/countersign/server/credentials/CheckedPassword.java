package dev.countersign.server.credentials;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A password that was found right, as it stood then.
 *
 * @param version counts the passwords the person had
 * @param changedAt since when it is theirs
 * @param breachCheckedAt when it was last not among breached ones; absent for never asked
 * @param changeReason why it must be changed, where that is known
 */
public record CheckedPassword(
    long version,
    Instant changedAt,
    @Nullable Instant breachCheckedAt,
    @Nullable ChangeReason changeReason) {}
