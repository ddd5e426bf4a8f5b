package dev.countersign.api;

import org.jspecify.annotations.Nullable;

/**
 * Declines what somebody asked for.
 *
 * @param reason why, told to the payee
 */
public record RequestToPayDecline(@Nullable String reason) {}
