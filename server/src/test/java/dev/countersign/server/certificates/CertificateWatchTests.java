package dev.countersign.server.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.certificates.ServerCertificate.Pem;
import dev.countersign.server.certificates.TestCertificates.Made;
import dev.countersign.server.platform.health.UnhealthyException;
import dev.countersign.server.testing.LogCapture;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateWatchTests {
  // Only the transactions of what is told are in it.
  @AutoClose private static final StoreFixture STORE = StoreFixture.create();

  @TempDir private static Path folder;
  private static @Nullable Made oldOne;
  private static @Nullable Made newOne;

  private final TestClock clock = TestClock.at(Instant.now());
  private final List<AuditEvent> events = new ArrayList<>();
  private final List<String> used = new ArrayList<>();
  private final TlsSettings.Files files =
      new TlsSettings.Files(folder.resolve("tls.crt"), folder.resolve("tls.key"));
  private final Made first = Objects.requireNonNull(oldOne);
  private final Made second = Objects.requireNonNull(newOne);
  private final CertificateWatch watch = begin();

  @BeforeAll
  static void makeCertificates() {
    oldOne = TestCertificates.of(folder, 0, 100);
    newOne = TestCertificates.of(folder, 0, 200);
  }

  @Test
  void takesUpANewPair() throws IOException {
    watch.look();
    assertThat(used).isEmpty();
    second.write(files);
    watch.look();
    assertThat(used).hasSize(1);
    assertThat(watch.current().certificate()).isEqualTo(second.certificate());
    assertThat(events).extracting(AuditEvent::type).contains(AuditEventType.CERTIFICATE_REPLACED);
    watch.look();
    assertThat(used).hasSize(1);
  }

  @Test
  void keepsTheOldOneWhereTheNewPairCannotBeUsedAndSaysSo() throws IOException {
    Files.writeString(files.certificate(), second.certificatePem());
    try (LogCapture log = LogCapture.start()) {
      watch.look();
      assertThat(watch.trouble()).as("half of a change").isEmpty();
      watch.look();
      watch.look();
      assertThat(log.lines()).filteredOn(line -> line.startsWith("WARN")).hasSize(1);
      log.assertNeverContains(first.keyPem().lines().skip(1).findFirst().orElseThrow());
    }
    assertThat(watch.trouble()).get().asString().contains("not that of the certificate");
    assertThat(watch.current().certificate()).isEqualTo(first.certificate());
    assertThatThrownBy(this::check).isInstanceOf(UnhealthyException.class);

    Files.writeString(files.key(), second.keyPem());
    watch.look();
    assertThat(watch.trouble()).isEmpty();
    assertThat(watch.current().certificate()).isEqualTo(second.certificate());
  }

  @Test
  void keepsTheOldOneWhereTheFilesAreNoneOrGone() throws IOException {
    for (String text : List.of("", "nothing like it", second.keyPem())) {
      Files.writeString(files.certificate(), text);
      watch.look();
      watch.look();
      assertThat(watch.trouble()).as(text).isPresent();
    }
    Files.delete(files.key());
    watch.look();
    assertThat(watch.trouble()).get().asString().contains("cannot be read");
    first.write(files);
    watch.look();
    assertThat(watch.trouble()).isEmpty();
    assertThat(used).isEmpty();
  }

  @Test
  void refusesOneThatHasEnded() throws IOException {
    TestCertificates.of(folder, -20, 10).write(files);
    watch.look();
    watch.look();
    assertThat(watch.trouble()).get().asString().contains("expired");
  }

  @Test
  void tellsOfTheEndThreeTimes() {
    try (LogCapture log = LogCapture.start()) {
      for (int day = 0; day < 100; day++) {
        watch.look();
        watch.look();
        clock.advance(Duration.ofDays(1));
      }
      assertThat(log.lines()).filteredOn(line -> line.contains("expires at")).hasSize(3);
    }
    assertThat(events)
        .filteredOn(event -> event.type() == AuditEventType.CERTIFICATE_EXPIRING)
        .extracting(event -> event.metadata().get("days"))
        .isEqualTo(List.of(30, 7, 1));
  }

  @Test
  void isUnhealthyInItsLastWeek() throws UnhealthyException {
    clock.advance(Duration.ofDays(92));
    check();
    clock.advance(Duration.ofDays(2));
    assertThatThrownBy(this::check).hasMessageContaining("ends at");
  }

  private void check() throws UnhealthyException {
    new CertificateCheck(watch, clock).check();
  }

  private CertificateWatch begin() {
    try {
      first.write(files);
      Pem pem = Pem.read(files);
      return new CertificateWatch(
          files,
          pem,
          ServerCertificate.of(pem, clock.instant()),
          next -> used.add(next.serialNumber()),
          clock,
          STORE.transactions(),
          events::addAll);
    } catch (IOException | UnusableCertificateException e) {
      throw new AssertionError(e);
    }
  }
}
