package dev.countersign.client;

import dev.countersign.api.HealthReport;
import java.util.concurrent.CompletableFuture;

/** Whether the service is up. */
public final class Health {
  private final Transport transport;
  private final ClientConfig config;

  Health(Transport transport, ClientConfig config) {
    this.transport = transport;
    this.config = config;
  }

  /** Every check of the service with its outcome, whether it is well or not. */
  public HealthReport report() {
    return Waiting.on(reportAsync());
  }

  /** Every check of the service with its outcome, whether it is well or not. */
  public CompletableFuture<HealthReport> reportAsync() {
    return transport
        .send(Call.health("/health", HealthReport.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Whether the service answers that it is ready for work; asks once. */
  public boolean ready() {
    return Waiting.on(readyAsync());
  }

  /** Whether the service answers that it is ready for work; asks once. */
  public CompletableFuture<Boolean> readyAsync() {
    return transport
        .send(Call.health("/health/ready", Call.Nothing.class, config.timeout()))
        .thenApply(reply -> reply.status() == 200)
        .exceptionallyCompose(thrown -> {
          // Nobody there, or somebody else: not ready is all that there is to know.
          Throwable failure = Waiting.unwrapped(thrown);
          return failure instanceof CountersignException
              ? CompletableFuture.completedFuture(false)
              : CompletableFuture.failedFuture(failure);
        });
  }
}
