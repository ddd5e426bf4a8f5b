package dev.countersign.server.factors;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;

/**
 * A passkey counted less than it had before, as a copy of it would, and was refused. Published in
 * the transaction that refused it.
 */
public record PasskeyCopySuspected(TenantId tenant, UserId user, FactorId factor) {}
