package dev.countersign.server.factors;

import java.time.Instant;

/**
 * A device on which a person need not prove a factor.
 *
 * @param label what it is, such as {@code Firefox on Windows}
 */
public record TrustedDevice(
    TrustedDeviceId id, String label, Instant createdAt, Instant expiresAt) {}
