/** Rotating the master keys: from the old one to a new one, in batches, with the service up. */
@ApplicationModule(allowedDependencies = {"platform", "audit"})
@NullMarked
package dev.countersign.server.masterkeys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
