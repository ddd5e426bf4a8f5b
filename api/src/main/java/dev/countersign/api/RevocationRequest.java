package dev.countersign.api;

import org.jspecify.annotations.Nullable;

/**
 * What to revoke.
 *
 * @param kind {@code token}, {@code session}, {@code user}, {@code tenant} or {@code everything}
 * @param subject a token's {@code jti}, a session's id or a user's id; none for the others
 * @param reason why, in at most 255 characters
 * @param grace seconds until a token's or session's revocation takes effect; at once where it is
 *     left out
 */
public record RevocationRequest(
    String kind, @Nullable String subject, String reason, @Nullable Integer grace) {}
