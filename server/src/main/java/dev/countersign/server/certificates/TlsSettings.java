package dev.countersign.server.certificates;

import dev.countersign.server.platform.config.StartRefusedException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * TLS straight from the service: {@code COUNTERSIGN_TLS_CERTIFICATE}, {@code COUNTERSIGN_TLS_KEY},
 * {@code COUNTERSIGN_TLS_RELOAD}.
 *
 * @param certificate a PEM file with the certificate and those between it and its root; none for a
 *     service that speaks plain HTTP
 * @param key a PEM file with its private key
 * @param reload how often the files are looked at for a change
 */
@ConfigurationProperties("countersign.tls")
record TlsSettings(
    @Nullable String certificate, @Nullable String key, @DefaultValue("10s") Duration reload) {

  TlsSettings {
    certificate = StringUtils.hasText(certificate) ? certificate.strip() : null;
    key = StringUtils.hasText(key) ? key.strip() : null;
    if ((certificate == null) != (key == null)) {
      throw new StartRefusedException(
          "COUNTERSIGN_TLS_CERTIFICATE and COUNTERSIGN_TLS_KEY go together: set both or neither.");
    }
    if (!reload.isPositive()) {
      throw new StartRefusedException("COUNTERSIGN_TLS_RELOAD is a time such as 10s.");
    }
  }

  /** The two files. */
  record Files(Path certificate, Path key) {}

  /** The files; null where the service speaks plain HTTP. */
  @Nullable Files files() {
    return certificate == null || key == null
        ? null
        : new Files(Path.of(certificate).toAbsolutePath(), Path.of(key).toAbsolutePath());
  }
}
