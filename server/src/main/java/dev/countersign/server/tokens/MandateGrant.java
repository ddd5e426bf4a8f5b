package dev.countersign.server.tokens;

import dev.countersign.server.platform.id.MandateId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;

/**
 * What a mandate's token says.
 *
 * @param ceiling a decimal, how much in all
 * @param uses in how many payments
 */
public record MandateGrant(
    MandateId id,
    TenantId tenant,
    UserId payer,
    UserId payee,
    String asset,
    String ceiling,
    long uses,
    Instant from,
    Instant until) {}
