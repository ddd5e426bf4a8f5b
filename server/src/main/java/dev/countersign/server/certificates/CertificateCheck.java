package dev.countersign.server.certificates;

import dev.countersign.server.platform.health.HealthCheck;
import dev.countersign.server.platform.health.UnhealthyException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Tells whoever looks at the service's health that its certificate needs care. */
final class CertificateCheck implements HealthCheck {
  private static final Duration SOON = Duration.ofDays(7);

  private final CertificateWatch watch;
  private final InstantSource clock;

  CertificateCheck(CertificateWatch watch, InstantSource clock) {
    this.watch = watch;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "certificate";
  }

  // Taken out of service, it would serve even fewer.
  @Override
  public boolean isRequired() {
    return false;
  }

  @Override
  public void check() throws UnhealthyException {
    Optional<String> trouble = watch.trouble();
    if (trouble.isPresent()) {
      throw new UnhealthyException("The new certificate cannot be used; the old one stays.");
    }
    ServerCertificate current = watch.current();
    if (current.remaining(clock.instant()).compareTo(SOON) < 0) {
      throw new UnhealthyException("The certificate ends at " + current.expiresAt() + ".");
    }
  }
}
