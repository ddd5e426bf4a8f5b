package dev.countersign.client;

import java.util.concurrent.CompletableFuture;

/** Whether the service is up. */
public final class Health {
  private final Transport transport;
  private final ClientConfig config;

  Health(Transport transport, ClientConfig config) {
    this.transport = transport;
    this.config = config;
  }

  /** Whether the service answers that it is ready for work; asks once. */
  public boolean ready() {
    return Waiting.on(readyAsync());
  }

  /** Whether the service answers that it is ready for work; asks once. */
  public CompletableFuture<Boolean> readyAsync() {
    Call<Call.Nothing> call =
        new Call<>(
            "GET", "/health/ready", null, Call.Nothing.class, false, false, null, config.timeout());
    return transport
        .send(call)
        .handle((reply, thrown) -> {
          if (thrown == null) {
            return true;
          }
          return switch (Waiting.unwrapped(thrown)) {
            case CountersignException e -> false;
            case RuntimeException e -> throw e;
            case Throwable e -> throw new IllegalStateException("the client failed", e);
          };
        });
  }
}
