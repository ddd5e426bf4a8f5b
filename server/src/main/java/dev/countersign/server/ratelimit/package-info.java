/** How often somebody may ask. */
@ApplicationModule(allowedDependencies = {"platform", "access", "audit"})
@NullMarked
package dev.countersign.server.ratelimit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
