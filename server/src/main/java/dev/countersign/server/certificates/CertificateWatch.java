package dev.countersign.server.certificates;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.certificates.ServerCertificate.Pem;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up a new certificate when its files change, and tells when the one in use comes to its end.
 * A pair that cannot be used leaves the old one in place. Connections that stand are not touched:
 * only what is opened from then on meets the new one.
 */
final class CertificateWatch {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

  /** Days before the end on which it is told, the latest first. */
  private static final List<Integer> TOLD_DAYS = List.of(1, 7, 30);

  private final TlsSettings.Files files;
  private final InstantSource clock;
  private final Consumer<ServerCertificate> use;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  private volatile ServerCertificate current;
  private volatile @Nullable String trouble;
  private Pem seen;
  private @Nullable Pem refused;
  private int toldDays = Integer.MAX_VALUE;

  /**
   * @param first what was in the files at the start, and is in use
   * @param use puts another into use
   */
  CertificateWatch(
      TlsSettings.Files files,
      Pem seen,
      ServerCertificate first,
      Consumer<ServerCertificate> use,
      InstantSource clock,
      TenantTransactions transactions,
      AuditTrail audit) {
    this.files = files;
    this.seen = seen;
    this.current = first;
    this.use = use;
    this.clock = clock;
    this.transactions = transactions;
    this.audit = audit;
  }

  ServerCertificate current() {
    return current;
  }

  /** Why the files are not in use; empty when they are. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** One look at the files and at the clock. */
  synchronized void look() {
    Instant now = clock.instant();
    try {
      Pem pem = Pem.read(files);
      if (!pem.equals(seen)) {
        take(pem, now);
      } else {
        trouble = null;
      }
    } catch (UnusableCertificateException e) {
      complain(e.getMessage());
    }
    tellOfTheEnd(now);
  }

  private void take(Pem pem, Instant now) throws UnusableCertificateException {
    ServerCertificate next;
    try {
      next = ServerCertificate.of(pem, now);
    } catch (UnusableCertificateException e) {
      // The two files are seldom replaced in one moment: what is wrong twice is wrong.
      if (pem.equals(refused)) {
        throw e;
      }
      refused = pem;
      return;
    }
    use.accept(next);
    current = next;
    seen = pem;
    refused = null;
    trouble = null;
    toldDays = Integer.MAX_VALUE;
    LOG.info("TLS uses a new certificate, {}, until {}", next.serialNumber(), next.expiresAt());
    record(AuditEventType.CERTIFICATE_REPLACED, Map.of());
  }

  private void complain(@Nullable String sentence) {
    if (sentence != null && !sentence.equals(trouble)) {
      trouble = sentence;
      LOG.warn("TLS keeps its old certificate: {}", sentence);
    }
  }

  private void tellOfTheEnd(Instant now) {
    long days = Math.max(0, current.remaining(now).toDays());
    TOLD_DAYS.stream()
        .filter(threshold -> days < threshold && threshold < toldDays)
        .findFirst()
        .ifPresent(threshold -> {
          toldDays = threshold;
          LOG.warn(
              "The TLS certificate {} expires at {}, in less than {} day(s)",
              current.serialNumber(),
              current.expiresAt(),
              threshold);
          record(AuditEventType.CERTIFICATE_EXPIRING, Map.of("days", threshold));
        });
  }

  private void record(AuditEventType type, Map<String, Integer> facts) {
    ServerCertificate about = current;
    transactions.run(
        TenantId.DEFAULT,
        () ->
            audit.record(
                AuditEvent.of(TenantId.DEFAULT, type)
                    .on("certificate", about.serialNumber())
                    .with(facts)));
  }
}
