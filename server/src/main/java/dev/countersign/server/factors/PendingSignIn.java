package dev.countersign.server.factors;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.UUID;

/** A sign-in whose password was right, and which waits for a factor. */
public record PendingSignIn(UUID id, TenantId tenant, UserId user) {}
