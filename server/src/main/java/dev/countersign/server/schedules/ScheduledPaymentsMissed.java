package dev.countersign.server.schedules;

import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;

/** So many payments that somebody had arranged were not made, since the next one was due too. */
public record ScheduledPaymentsMissed(
    TenantId tenant, UserId owner, ScheduleId schedule, int count) {}
