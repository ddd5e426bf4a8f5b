/** Sign-in, refresh and sign-out. */
@ApplicationModule(
    allowedDependencies = {
      "platform",
      "tenants",
      "audit",
      "privacy",
      "ratelimit",
      "access",
      "apikeys",
      "users",
      "credentials",
      "factors",
      "sessions",
      "revocation",
      "tokens",
      "webauthn",
      "clients"
    })
@NullMarked
package dev.countersign.server.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
