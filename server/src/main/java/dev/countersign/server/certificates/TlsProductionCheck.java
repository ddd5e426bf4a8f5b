package dev.countersign.server.certificates;

import dev.countersign.server.platform.config.ProductionCheck;
import dev.countersign.server.platform.web.TrustedProxies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** Passwords and tokens travel under TLS: to this service, or to the proxy in front of it. */
final class TlsProductionCheck implements ProductionCheck {
  private final TlsSettings settings;
  private final TrustedProxies trusted;

  TlsProductionCheck(TlsSettings settings, TrustedProxies trusted) {
    this.settings = settings;
    this.trusted = trusted;
  }

  @Override
  public List<String> faults() {
    TlsSettings.Files files = settings.files();
    if (files == null) {
      return trusted.proxies().isEmpty()
          ? List.of(
              "COUNTERSIGN_TLS_CERTIFICATE and COUNTERSIGN_TLS_KEY are missing. Set both (PEM"
                  + " files), or COUNTERSIGN_PROXIES to the addresses of the proxy that speaks TLS"
                  + " for this service.")
          : List.of();
    }
    return everybodyReads(files.key())
        ? List.of(
            "Every user of this machine may read COUNTERSIGN_TLS_KEY. Run: chmod o-rwx "
                + files.key())
        : List.of();
  }

  // A missing file is refused when it is read, with a sentence of its own.
  private static boolean everybodyReads(Path key) {
    try {
      return Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
