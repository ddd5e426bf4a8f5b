/** The people who can sign in. */
@ApplicationModule(allowedDependencies = {"platform", "privacy", "audit", "access", "revocation"})
@NullMarked
package dev.countersign.server.users;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
