/** Sign-ins that last until they end. */
@ApplicationModule(
    allowedDependencies = {"platform", "audit", "privacy", "revocation", "access", "users"})
@NullMarked
package dev.countersign.server.sessions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
