package dev.countersign.server.console.page;

import org.jspecify.annotations.Nullable;

/**
 * A page that could not be shown.
 *
 * @param sentence what happened
 * @param advice what to do
 * @param requestId by which the log knows what happened
 */
public record Failure(int status, String sentence, String advice, @Nullable String requestId) {}
