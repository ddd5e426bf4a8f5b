package dev.countersign.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LedgerMetersTests {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CommitCount count = new CommitCount();
  private final SubmissionQueue queue = new SubmissionQueue(20, 10);

  @Test
  void tellHowManyCommitsThereWereHowLongTheyTookAndHowFullTheyWere() {
    new LedgerMeters(count, queue).bindTo(registry);
    count.note(3, Duration.ofMillis(4).toNanos());
    count.note(7, Duration.ofMillis(6).toNanos());

    var commits = registry.get("countersign.ledger.commits").functionTimer();
    assertThat(commits.count()).isEqualTo(2);
    assertThat(commits.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(10);
    assertThat(registry.get("countersign.ledger.movements").functionCounter().count())
        .isEqualTo(10);
    assertThat(registry.get("countersign.ledger.waiting").gauge().value()).isZero();
  }
}
