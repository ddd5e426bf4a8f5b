/** Revocation and introspection of tokens, by those who hold them and by administrators. */
@ApplicationModule(
    allowedDependencies = {
      "platform",
      "access",
      "audit",
      "ratelimit",
      "revocation",
      "users",
      "sessions",
      "tokens",
      "clients"
    })
@NullMarked
package dev.countersign.server.oauth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
