package dev.countersign.server.factors;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last factor that was proved in a session, and when.
 *
 * @param keyAlone what a token calls the passkey that opened the session without a password; absent
 *     where there was one
 */
public record FactorProof(FactorType type, Instant at, @Nullable String keyAlone) {}
