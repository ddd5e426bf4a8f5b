/** Sign-ins that last until they end, and the view of those that have ended. */
@ApplicationModule(allowedDependencies = {"platform", "audit"})
@NullMarked
package dev.countersign.server.sessions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
