package dev.countersign.server.tokens;

import dev.countersign.server.platform.id.TenantId;

/** A tenant's keys of one algorithm. */
record KeyGroup(TenantId tenant, TokenAlgorithm algorithm) {}
