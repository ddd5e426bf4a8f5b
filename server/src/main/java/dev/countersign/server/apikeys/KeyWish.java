package dev.countersign.server.apikeys;

import dev.countersign.server.access.Permissions;
import dev.countersign.server.ratelimit.RateLimit;
import java.time.Duration;

/** A key that somebody wants to have. */
record KeyWish(
    String name,
    Permissions scopes,
    Duration life,
    KeyBounds bounds,
    RateLimit limit,
    boolean isServiceKey) {}
