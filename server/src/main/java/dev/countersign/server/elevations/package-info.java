/** Roles for a while: asked for with a reason, granted by a second person, over by themselves. */
@ApplicationModule(
    allowedDependencies = {"platform", "tenants", "access", "audit", "privacy", "users", "roles"})
@NullMarked
package dev.countersign.server.elevations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
