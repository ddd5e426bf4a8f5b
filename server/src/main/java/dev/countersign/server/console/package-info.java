/** The web console, rendered on the server. */
@ApplicationModule(
    allowedDependencies = {
      "platform",
      "roles",
      "elevations",
      "tenants",
      "audit",
      "webhooks",
      "ledger",
      "statements",
      "reconciliation",
      "access",
      "apikeys",
      "users",
      "sessions",
      "revocation",
      "signin",
      "registration",
      "recovery",
      "ratelimit",
      "credentials",
      "factors",
      "webauthn",
      "impersonation",
      "mandates",
      "countersigning",
      "payments",
      "schedules",
      "requests"
    })
@NullMarked
package dev.countersign.server.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
