package dev.countersign.server.elevations;

import dev.countersign.server.platform.id.ElevationId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;

/** An elevation came to a status. Published in the transaction of the change. */
public record ElevationChanged(
    TenantId tenant, ElevationId id, UserId user, String role, Elevation.Status status) {}
