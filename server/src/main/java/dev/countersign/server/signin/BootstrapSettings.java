package dev.countersign.server.signin;

import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first administrator, as the operator names them: {@code COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL}
 * and {@code COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD}. Ignored once there is one.
 */
@ConfigurationProperties("countersign.bootstrap.admin")
record BootstrapSettings(@Nullable String email, @Nullable Secret password) {
  BootstrapSettings {
    if ((email == null) != (password == null)) {
      throw new StartRefusedException(
          "COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL and COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD go together:"
              + " set both or neither.");
    }
  }
}
