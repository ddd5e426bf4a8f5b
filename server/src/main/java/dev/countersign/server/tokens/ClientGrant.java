package dev.countersign.server.tokens;

import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.id.TenantId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A token that a client is to have for itself.
 *
 * @param algorithm how it is signed; the tenant's choice where there is none
 */
public record ClientGrant(
    TenantId tenant,
    ClientId client,
    Permissions permissions,
    Duration life,
    @Nullable TokenAlgorithm algorithm) {}
