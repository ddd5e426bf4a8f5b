/**
 * Seeing what somebody else sees, by support: marked, told, and without a hand to move anything.
 */
@ApplicationModule(
    allowedDependencies = {
      "platform",
      "access",
      "audit",
      "users",
      "sessions",
      "tokens",
      "revocation"
    })
@NullMarked
package dev.countersign.server.impersonation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
