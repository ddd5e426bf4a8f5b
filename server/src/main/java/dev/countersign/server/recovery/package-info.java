/** The way back in for somebody who has forgotten their password. */
@ApplicationModule(
    allowedDependencies = {
      "platform",
      "audit",
      "access",
      "users",
      "sessions",
      "credentials",
      "mail"
    })
@NullMarked
package dev.countersign.server.recovery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
