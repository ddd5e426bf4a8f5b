package dev.countersign.server.apikeys;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;

/**
 * A key comes to its end and should be rotated.
 *
 * @param user its owner, or who made it where it is a service key
 * @param prefix how it begins
 */
public record ApiKeyEnding(
    TenantId tenant, UserId user, String name, String prefix, Instant rotateBy) {}
