package dev.countersign.server.tokens;

import dev.countersign.server.platform.secret.Secret;
import java.time.Duration;

/**
 * A pair of new tokens.
 *
 * @param expiresIn how long the access token lasts
 */
public record IssuedTokens(Secret access, Secret refresh, Duration expiresIn) {}
