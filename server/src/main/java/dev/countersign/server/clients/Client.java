package dev.countersign.server.clients;

import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.tokens.TokenAlgorithm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A program that a tenant has registered: a confidential client (RFC 6749 §2.1).
 *
 * @param algorithm how tokens made for it are signed; the tenant's choice where there is none
 * @param mayIntrospect whether it may ask what tokens say
 * @param mayRevoke whether it may revoke tokens it holds
 */
public record Client(
    ClientId id,
    TenantId tenant,
    String name,
    @Nullable TokenAlgorithm algorithm,
    boolean mayIntrospect,
    boolean mayRevoke,
    Instant createdAt) {}
