/** Programs that a tenant has registered, and the secrets by which they are known. */
@ApplicationModule(
    allowedDependencies = {"platform", "tenants", "access", "audit", "revocation", "tokens"})
@NullMarked
package dev.countersign.server.clients;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
