package dev.countersign.server.privacy;

import dev.countersign.server.platform.id.TenantId;
import java.util.UUID;

/** A person's key is destroyed with this transaction: whoever remembers of them forgets it too. */
public record PersonForgotten(TenantId tenant, UUID person) {}
