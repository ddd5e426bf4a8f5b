package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;

/**
 * A session was to be renewed from another device than it began on, and was ended for it. Published
 * in the transaction that ended it.
 *
 * @param device the other device
 */
public record SessionDeviceMismatch(
    TenantId tenant, UserId user, SessionId session, Instant at, Device device) {}
