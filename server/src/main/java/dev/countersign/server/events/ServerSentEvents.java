package dev.countersign.server.events;

import dev.countersign.api.LiveEvent;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stream in the form of server-sent events (WHATWG HTML §9.2), one line of JSON each. When a
 * client is gone the container ends the request by itself and serves the next one by its parts;
 * whatever was written or completed then would be a stranger's. So both are done under the
 * container's own lock, and only while the request lasts.
 */
final class ServerSentEvents implements EventSink {
  private static final Logger LOG = LoggerFactory.getLogger(ServerSentEvents.class);

  private final AsyncContext async;
  private final Lock lock;
  private final JsonMapper json;

  ServerSentEvents(AsyncContext async, Lock lock, JsonMapper json) {
    this.async = async;
    this.lock = lock;
    this.json = json;
  }

  @Override
  public void event(LiveEvent event) throws IOException {
    write("id: " + event.cursor() + "\ndata: " + json.writeValueAsString(event) + "\n\n");
  }

  @Override
  public void flush() throws IOException {
    lock.lock();
    try {
      out().flush();
    } finally {
      lock.unlock();
    }
  }

  // An id without data is no event, but where to go on from (§9.2.6).
  @Override
  public void heartbeat(Cursor cursor) throws IOException {
    write(": alive\nid: " + cursor.text() + "\n\n");
    flush();
  }

  @Override
  public void end(End reason) throws IOException {
    write("event: end\ndata: {\"reason\":\"" + reason.wireName() + "\"}\n\n");
    flush();
  }

  /** Ends the request, unless the container has. */
  void complete() {
    lock.lock();
    try {
      async.complete();
    } catch (IllegalStateException over) {
      LOG.debug("A stream's request was over already", over);
    } finally {
      lock.unlock();
    }
  }

  private void write(String text) throws IOException {
    lock.lock();
    try {
      out().write(text.getBytes(StandardCharsets.UTF_8));
    } finally {
      lock.unlock();
    }
  }

  private ServletOutputStream out() throws IOException {
    try {
      return async.getResponse().getOutputStream();
    } catch (IllegalStateException over) {
      throw new IOException("the container has ended the request", over);
    }
  }
}
