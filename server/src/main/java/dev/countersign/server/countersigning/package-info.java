/** Payments that wait until a fresh second factor, or a second person, has signed for them. */
@ApplicationModule(
    allowedDependencies = {
      "platform",
      "access",
      "audit",
      "ledger",
      "users",
      "sessions",
      "factors",
      "elevations"
    })
@NullMarked
package dev.countersign.server.countersigning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
