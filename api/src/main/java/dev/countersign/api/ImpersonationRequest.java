package dev.countersign.api;

import org.jspecify.annotations.Nullable;

/**
 * A wish to see what somebody sees.
 *
 * @param reason why; the person is told that it happened, and the record keeps the reason
 */
public record ImpersonationRequest(@Nullable String reason) {}
