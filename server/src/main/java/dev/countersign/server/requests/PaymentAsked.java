package dev.countersign.server.requests;

import dev.countersign.server.platform.id.RequestToPayId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;

/**
 * Somebody was asked to pay.
 *
 * @param amount a decimal
 */
public record PaymentAsked(
    TenantId tenant,
    UserId payer,
    UserId payee,
    RequestToPayId request,
    String amount,
    String asset,
    Instant expiresAt) {}
