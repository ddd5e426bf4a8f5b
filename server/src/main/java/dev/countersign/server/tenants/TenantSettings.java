package dev.countersign.server.tenants;

import dev.countersign.server.platform.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The operator's hold on tenants.
 *
 * @param adminKey the key by which tenants are administered; none where it is absent
 */
@ConfigurationProperties("countersign.super")
record TenantSettings(@Nullable Secret adminKey) {}
