/** Passwords: policy, hashing, checking, change. */
@ApplicationModule(
    allowedDependencies = {"platform", "audit", "ratelimit", "access", "users", "sessions"})
@NullMarked
package dev.countersign.server.credentials;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
