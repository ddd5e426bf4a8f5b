package dev.countersign.server.console.page;

import org.jspecify.annotations.Nullable;

/**
 * One active session.
 *
 * @param current whether it is the one that looks
 * @param kind what proves it: a browser's cookie, or tokens
 * @param address where it began; {@code null} where that is not known
 * @param ends when it will end, where it was ended with a time of grace
 */
public record SessionRow(
    String id,
    boolean current,
    String device,
    String kind,
    String place,
    @Nullable String address,
    Moment began,
    Moment lastUsed,
    @Nullable Moment ends) {}
