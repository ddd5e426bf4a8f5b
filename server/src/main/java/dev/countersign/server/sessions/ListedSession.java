package dev.countersign.server.sessions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An active session as its owner and administrators see it. There is no token in it.
 *
 * @param endsAt when it will end, where it was ended with a time of grace
 * @param inBrowser whether it lives in a browser's cookie, and not in tokens
 */
public record ListedSession(
    Session session,
    Instant lastUsedAt,
    @Nullable Instant endsAt,
    Device device,
    boolean inBrowser) {}
