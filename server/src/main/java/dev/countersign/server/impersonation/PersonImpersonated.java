package dev.countersign.server.impersonation;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Duration;

/**
 * Somebody began to see what a person sees. Published in the transaction that recorded it.
 *
 * @param by who
 * @param life for how long at most
 */
public record PersonImpersonated(TenantId tenant, UserId user, UserId by, Duration life) {}
