/** Takes people over from other systems, with the passwords they have. */
@ApplicationModule(allowedDependencies = {"platform", "audit", "access", "users", "credentials"})
@NullMarked
package dev.countersign.server.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
