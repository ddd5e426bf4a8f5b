/** The roles of each tenant, and who has them. */
@ApplicationModule(allowedDependencies = {"platform", "access", "audit", "users"})
@NullMarked
package dev.countersign.server.roles;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
