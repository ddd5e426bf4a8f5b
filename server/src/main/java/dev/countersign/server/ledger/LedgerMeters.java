package dev.countersign.server.ledger;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;

/** What an operator sees of posting: movements over commits is how full a commit is. */
final class LedgerMeters implements MeterBinder {
  private final CommitCount count;
  private final SubmissionQueue queue;

  LedgerMeters(CommitCount count, SubmissionQueue queue) {
    this.count = count;
    this.queue = queue;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionTimer.builder(
            "countersign.ledger.commits",
            count,
            CommitCount::commits,
            CommitCount::nanos,
            TimeUnit.NANOSECONDS)
        .description("Commits of the ledger, and how long they took with all their statements")
        .register(registry);
    FunctionCounter.builder("countersign.ledger.movements", count, CommitCount::movements)
        .description("Movements that these commits carried, refused ones and repeats too")
        .register(registry);
    Gauge.builder("countersign.ledger.waiting", queue, SubmissionQueue::waiting)
        .description("Movements that wait to be posted")
        .register(registry);
  }
}
