package dev.countersign.server.schedules;

import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;

/**
 * A payment that somebody had arranged was refused. It is not tried again; the next one is made
 * when it is due.
 *
 * @param reason the ledger's word for it
 */
public record ScheduledPaymentRefused(
    TenantId tenant, UserId owner, ScheduleId schedule, Instant dueAt, String reason) {}
