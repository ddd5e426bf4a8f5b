package dev.countersign.server.events;

import dev.countersign.api.LiveEvent;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** A stream over a WebSocket (RFC 6455), one text message of JSON for each event. */
final class SocketEvents implements EventSink {
  // Of the registry of close codes that RFC 6455 §11.7 set up: "Unauthorized".
  private static final int UNAUTHORIZED = 3000;

  private final Session session;
  private final JsonMapper json;

  SocketEvents(Session session, JsonMapper json) {
    this.session = session;
    this.json = json;
  }

  @Override
  public void event(LiveEvent event) throws IOException {
    try {
      session.getBasicRemote().sendText(json.writeValueAsString(event));
    } catch (IllegalStateException closed) {
      throw new IOException("the socket is closed", closed);
    }
  }

  @Override
  public void flush() {
    // Each message is on its way by itself.
  }

  @Override
  public void heartbeat(Cursor cursor) throws IOException {
    try {
      session
          .getBasicRemote()
          .sendPing(ByteBuffer.wrap(cursor.text().getBytes(StandardCharsets.US_ASCII)));
    } catch (IllegalStateException closed) {
      throw new IOException("the socket is closed", closed);
    }
  }

  @Override
  public void end(End reason) throws IOException {
    session.close(new CloseReason(code(reason), reason.wireName()));
  }

  private static CloseCode code(End reason) {
    return switch (reason) {
      case UNAUTHORIZED -> () -> UNAUTHORIZED;
      case SHUTTING_DOWN -> CloseCodes.GOING_AWAY;
      case UNAVAILABLE -> CloseCodes.TRY_AGAIN_LATER;
    };
  }
}
