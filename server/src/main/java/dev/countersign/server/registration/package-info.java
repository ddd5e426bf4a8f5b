/** Who may come in, and how they prove their address: registration, verification, invitations. */
@ApplicationModule(
    allowedDependencies = {
      "platform",
      "tenants",
      "privacy",
      "audit",
      "access",
      "users",
      "credentials",
      "sessions",
      "tokens",
      "mail",
      "signin"
    })
@NullMarked
package dev.countersign.server.registration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
