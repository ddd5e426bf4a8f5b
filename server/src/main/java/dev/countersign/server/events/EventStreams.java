package dev.countersign.server.events;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.StandingCaller;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.SmartLifecycle;

/**
 * The streams that are open on this node: how many there may be, and that they end before the web
 * server waits for them. Thread-safe.
 */
final class EventStreams implements SmartLifecycle {
  private static final Duration DOUBTED = Duration.ofSeconds(2);

  private final EventFeed feed;
  private final EventSettings settings;
  private final Semaphore free;
  private final Map<UUID, Holder> byCaller = new ConcurrentHashMap<>();
  private volatile boolean running;

  EventStreams(EventFeed feed, EventSettings settings) {
    this.feed = feed;
    this.settings = settings;
    this.free = new Semaphore(settings.streamsMax());
  }

  /** What one caller has open. */
  private static final class Holder {
    private int open;
    private volatile long doubtedNanos = System.nanoTime() - DOUBTED.toNanos();

    /** Whether somebody was refused a moment ago because of these. */
    boolean isDoubted() {
      return System.nanoTime() - doubtedNanos < DOUBTED.toNanos();
    }
  }

  /** A place for one stream, to be given back once. */
  final class Seat implements AutoCloseable {
    private final UUID caller;
    private final Holder holder;
    private final AtomicBoolean given = new AtomicBoolean();

    private Seat(UUID caller, Holder holder) {
      this.caller = caller;
      this.holder = holder;
    }

    /** Serves the stream on this thread until it ends. */
    void serve(StandingCaller standing, EventStream.Wish wish, EventSink sink) {
      new EventStream(feed, standing, wish, sink, this::heartbeat, () -> !running, System::nanoTime)
          .run();
    }

    @Override
    public void close() {
      if (given.compareAndSet(false, true)) {
        feed.leave();
        byCaller.computeIfPresent(caller, (id, held) -> --held.open > 0 ? held : null);
        free.release();
      }
    }

    private Duration heartbeat() {
      return holder.isDoubted() ? Duration.ZERO : settings.heartbeat();
    }
  }

  /** A place for one more stream; empty where there are too many. */
  Optional<Seat> take(Caller caller) {
    if (!running || !free.tryAcquire()) {
      return Optional.empty();
    }
    boolean[] seated = new boolean[1];
    Holder holder =
        byCaller.compute(
            caller.actor(),
            (id, known) -> {
              Holder held = known == null ? new Holder() : known;
              seated[0] = held.open < settings.streamsPerCaller();
              held.open += seated[0] ? 1 : 0;
              return held;
            });
    if (seated[0]) {
      feed.join();
      return Optional.of(new Seat(caller.actor(), holder));
    }
    // Some of those may be gone, which only shows when something is written to them.
    holder.doubtedNanos = System.nanoTime();
    free.release();
    return Optional.empty();
  }

  /** How many are open. */
  int open() {
    return settings.streamsMax() - free.availablePermits();
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops first, so that a server that waits for its requests need not wait for streams. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
