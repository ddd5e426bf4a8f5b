package dev.countersign.server.events;

import dev.countersign.api.LiveEvent;
import java.io.IOException;
import java.util.Locale;

/**
 * Where a stream is written. Every method may wait for the reader, and throws once that takes too
 * long or the reader is gone.
 */
interface EventSink {
  /** Writes one event; it need not be on its way before {@link #flush()}. */
  void event(LiveEvent event) throws IOException;

  /** Brings what was written on its way. */
  void flush() throws IOException;

  /** Says that the stream is alive, and where to go on from. */
  void heartbeat(Cursor cursor) throws IOException;

  /** Says why the stream ends, and ends it. */
  void end(End reason) throws IOException;

  /** Why a stream ends. */
  enum End {
    /** What the caller showed is good no more, or does not let them read this. */
    UNAUTHORIZED,
    /** This node stops; another, or this one in a moment, goes on. */
    SHUTTING_DOWN,
    /** Events cannot be read at the moment. */
    UNAVAILABLE;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
