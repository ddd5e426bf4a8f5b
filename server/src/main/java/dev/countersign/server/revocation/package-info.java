/** What was revoked before its time, known to every node within a second. */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package dev.countersign.server.revocation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
