package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;

/**
 * Somebody who had signed in before did so from a device that was not seen of them until then.
 * Published in the transaction of the sign-in.
 */
public record NewDeviceSignIn(
    TenantId tenant, UserId user, SessionId session, Instant at, Device device) {}
