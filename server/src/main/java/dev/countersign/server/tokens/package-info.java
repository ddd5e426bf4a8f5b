/** Access and refresh tokens and the keys that sign them. */
@ApplicationModule(allowedDependencies = {"platform", "access", "audit", "revocation"})
@NullMarked
package dev.countersign.server.tokens;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
