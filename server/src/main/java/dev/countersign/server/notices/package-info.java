/** Tells people by mail what happened to their accounts. */
@ApplicationModule(
    allowedDependencies = {
      "platform",
      "apikeys",
      "users",
      "sessions",
      "credentials",
      "factors",
      "impersonation",
      "schedules",
      "requests",
      "tokens",
      "mail",
      "access",
      "webhooks"
    })
@NullMarked
package dev.countersign.server.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
