/** Passwords: policy, hashing, checking. */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package dev.countersign.server.credentials;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
