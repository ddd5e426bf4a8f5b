/** What happened, in the transaction of what it records, in one provable order. */
@ApplicationModule(allowedDependencies = {"platform", "privacy", "access"})
@NullMarked
package dev.countersign.server.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
