/**
 * The customers of the installation: who they are, how they are set up, and which one is called.
 */
@ApplicationModule(allowedDependencies = {"platform", "access", "audit", "ratelimit", "revocation"})
@NullMarked
package dev.countersign.server.tenants;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
