package dev.countersign.client;

import dev.countersign.api.LiveEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A stream of events that is kept open. Closing it ends it. */
public final class EventSubscription implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EventSubscription.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration SILENCE_MAX = Duration.ofSeconds(60);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Transport transport;
  private final EventQuery query;
  private final Consumer<LiveEvent> listener;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable String cursor;
  private volatile @Nullable InputStream open;
  private volatile long heardNanos;

  EventSubscription(Transport transport, EventQuery query, Consumer<LiveEvent> listener) {
    this.transport = transport;
    this.query = query;
    this.listener = listener;
    this.cursor = query.after();
    this.thread = Thread.ofVirtual().name("countersign-events").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Where to go on from, in another subscription; empty until the stream has begun. */
  public @Nullable String cursor() {
    return cursor;
  }

  /** Ends when the subscription does: with the refusal that ended it, or normally once closed. */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    InputStream stream = open;
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException gone) {
        LOG.log(System.Logger.Level.DEBUG, "The stream was gone already", gone);
      }
    }
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (!closed) {
        String before = cursor;
        follow();
        boolean advanced = before == null ? cursor != null : !before.equals(cursor);
        pause = advanced ? FIRST_PAUSE : longer(pause);
        sleep(pause);
      }
      ended.complete(null);
    } catch (RuntimeException refusal) {
      if (closed) {
        ended.complete(null);
      } else {
        ended.completeExceptionally(refusal);
      }
    }
  }

  private void follow() {
    try (InputStream stream = Waiting.on(transport.stream(query.goingOnFrom(cursor).path()))) {
      open = stream;
      heardNanos = System.nanoTime();
      Thread.ofVirtual().name("countersign-events-watch").start(() -> watch(stream));
      read(stream);
    } catch (IOException broken) {
      LOG.log(System.Logger.Level.DEBUG, "The stream of events broke off", broken);
    } catch (NetworkException
        | TimeoutException
        | RateLimitedException
        | ServiceException temporary) {
      // Later it may be otherwise.
      LOG.log(System.Logger.Level.DEBUG, "The stream of events cannot be opened", temporary);
    }
  }

  // The service says every so often that it is there. Of a line that was cut, nothing else tells.
  @SuppressWarnings("ReferenceEquality") // This very stream is watched, not one that is like it.
  private void watch(InputStream stream) {
    try {
      while (!closed && open == stream && thread.isAlive()) {
        Thread.sleep(SILENCE_MAX.dividedBy(4));
        if (System.nanoTime() - heardNanos > SILENCE_MAX.toNanos()) {
          stream.close();
          return;
        }
      }
    } catch (InterruptedException | IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "The stream is not watched any more", e);
    }
  }

  private void read(InputStream stream) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    String id = null;
    boolean named = false;
    String data = "";
    for (String line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
      heardNanos = System.nanoTime();
      if (line.isEmpty()) {
        if (!named && !data.isEmpty()) {
          tell(data);
        }
        cursor = id == null ? cursor : id;
        named = false;
        data = "";
      } else if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("event:")) {
        named = true;
      } else if (line.startsWith("data:")) {
        data += line.substring(5).strip();
      }
    }
  }

  private void tell(String data) {
    LiveEvent event;
    try {
      event = Json.read(data.getBytes(StandardCharsets.UTF_8), LiveEvent.class);
    } catch (JacksonException unreadable) {
      LOG.log(System.Logger.Level.WARNING, "Invalid event message", unreadable);
      return;
    }
    try {
      listener.accept(event);
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "A listener failed on an event", failure);
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  // With jitter, so that all who lost one node do not come to the next in one moment.
  private void sleep(Duration pause) {
    if (closed) {
      return;
    }
    try {
      Thread.sleep(pause.toMillis() / 2 + ThreadLocalRandom.current().nextLong(pause.toMillis()));
    } catch (InterruptedException e) {
      closed = true;
    }
  }
}
