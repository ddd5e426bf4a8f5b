package dev.countersign.server.revocation;

import dev.countersign.server.testing.StoreFixture;
import java.time.Duration;
import java.time.InstantSource;

/** Revocations for tests of what revokes. */
public final class TestRevocations {
  private TestRevocations() {}

  /** Over a store, with a view that was just refreshed. */
  public static Revocations on(StoreFixture store, InstantSource clock) {
    JdbcRevocations table = new JdbcRevocations(store.jdbc());
    RevocationView view =
        new RevocationView(
            (horizon, each) ->
                store.transactions().acrossTenants(() -> table.findSince(horizon, each)),
            Duration.ofDays(1),
            clock,
            System::nanoTime);
    view.refresh();
    return new Revocations(table, view, new NoFanOut(), clock);
  }
}
