/** Who is calling, and what they may do. */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package dev.countersign.server.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
