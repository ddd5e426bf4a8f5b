/** Keys by which programs call, on behalf of a person or of a tenant. */
@ApplicationModule(
    allowedDependencies = {
      "platform",
      "access",
      "audit",
      "privacy",
      "ratelimit",
      "revocation",
      "tenants",
      "users"
    })
@NullMarked
package dev.countersign.server.apikeys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
