/** What people prove, besides their password, that it is them. */
@ApplicationModule(
    allowedDependencies = {
      "platform",
      "audit",
      "privacy",
      "access",
      "users",
      "sessions",
      "credentials",
      "mail",
      "webauthn"
    })
@NullMarked
package dev.countersign.server.factors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
