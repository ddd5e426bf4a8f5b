package dev.countersign.server.events;

import dev.countersign.api.LiveEvent;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** A stream in the form of server-sent events (WHATWG HTML §9.2), one line of JSON each. */
final class ServerSentEvents implements EventSink {
  private final ServletOutputStream out;
  private final JsonMapper json;

  ServerSentEvents(ServletOutputStream out, JsonMapper json) {
    this.out = out;
    this.json = json;
  }

  @Override
  public void event(LiveEvent event) throws IOException {
    write("id: " + event.cursor() + "\ndata: " + json.writeValueAsString(event) + "\n\n");
  }

  @Override
  public void flush() throws IOException {
    out.flush();
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

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
