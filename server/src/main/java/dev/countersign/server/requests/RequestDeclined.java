package dev.countersign.server.requests;

import dev.countersign.server.platform.id.RequestToPayId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;

/** Somebody will not pay what they were asked for. */
public record RequestDeclined(
    TenantId tenant, UserId payee, RequestToPayId request, String reason) {}
