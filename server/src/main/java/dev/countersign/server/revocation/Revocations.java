package dev.countersign.server.revocation;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.redis.FanOut;
import dev.countersign.server.platform.store.RoundTrip;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Records what is revoked, and answers what is: at every request from memory, and inside a posting
 * transaction from the store. Thread-safe.
 */
public final class Revocations {
  private static final FanOut NOBODY =
      new FanOut() {
        @Override
        public void publish(String channel, byte[] message) {
          // A command has no other node's address.
        }

        @Override
        public void subscribe(String channel, Consumer<byte[]> listener) {
          // And hears none.
        }
      };

  private final JdbcRevocations store;
  private final RevocationView view;
  private final FanOut fanOut;
  private final InstantSource clock;

  Revocations(JdbcRevocations store, RevocationView view, FanOut fanOut, InstantSource clock) {
    this.store = store;
    this.view = view;
    this.fanOut = fanOut;
    this.clock = clock;
  }

  /**
   * For a command beside the service, that revokes and asks nothing. The nodes find what it wrote
   * when they look next.
   */
  public static Revocations ofCommand(JdbcClient jdbc, InstantSource clock) {
    RevocationView blind =
        new RevocationView((horizon, each) -> horizon, Duration.ZERO, clock, System::nanoTime);
    return new Revocations(new JdbcRevocations(jdbc), blind, NOBODY, clock);
  }

  /** What is known of the things a caller shows. */
  public enum Answer {
    GOOD,
    REVOKED,
    /** The view is too old to say. */
    UNKNOWN
  }

  /** Whether any of these is revoked. Constant time, no input or output. */
  public Answer ask(Collection<UUID> shown) {
    return view.ask(shown);
  }

  /** Whether this is revoked. */
  public Answer ask(UUID shown) {
    return view.ask(List.of(shown));
  }

  /**
   * Revokes, in the caller's transaction. From the commit on this node refuses it, every other one
   * within a second, and no payment is posted on it: a posting that judged it good already is
   * waited for.
   */
  public void revoke(List<Revocation> revocations) {
    if (!revocations.isEmpty()) {
      store.closeGates(revocations.stream().map(Revocation::tenant).toList());
      record(revocations);
    }
  }

  /**
   * The same for what postings lock by themselves, such as sessions: whoever ends one holds its row
   * already, and nobody else need wait.
   */
  public void record(List<Revocation> revocations) {
    if (revocations.isEmpty()) {
      return;
    }
    store.insert(revocations);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            view.add(revocations);
            fanOut.publish(RevocationFeed.CHANNEL, new byte[0]);
          }
        });
  }

  /**
   * Which of these are revoked, as the store says, in the caller's transaction. Whoever revokes one
   * of them from here on waits for that transaction's end.
   */
  public Set<UUID> amongLocked(Collection<TenantId> tenants, Collection<UUID> shown) {
    return shown.isEmpty() ? Set.of() : revoked(store.findAmong(tenants, shown));
  }

  /** The same with others' statements. */
  public Supplier<Set<UUID>> amongLocked(
      Collection<TenantId> tenants, Collection<UUID> shown, RoundTrip trip) {
    if (shown.isEmpty()) {
      return Set::of;
    }
    Supplier<Map<UUID, Instant>> found = JdbcRevocations.findAmong(tenants, shown, trip);
    return () -> revoked(found.get());
  }

  // By a time behind the gate: what was revoked while this waited for it is revoked.
  private Set<UUID> revoked(Map<UUID, Instant> effective) {
    Instant now = clock.instant();
    return effective.entrySet().stream()
        .filter(entry -> !entry.getValue().isAfter(now))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
