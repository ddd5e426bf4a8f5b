package dev.countersign.server.events;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/**
 * Leads whoever asks for a stream to one: a WebSocket to who wants to switch to it, and server-sent
 * events to who accepts that form by its name. Everybody else gets a page of JSON.
 */
final class StreamMapping extends AbstractHandlerMapping {
  private static final String PATH = "/v1/events";

  /** The same for the console's pages, which are let in by their cookie. */
  private static final String CONSOLE_PATH = "/console/events/stream";

  private final SseHandler events;
  private final SocketHandler sockets;

  StreamMapping(SseHandler events, SocketHandler sockets) {
    this.events = events;
    this.sockets = sockets;
    // Before the controllers'.
    setOrder(-1);
  }

  @Override
  protected @Nullable Object getHandlerInternal(HttpServletRequest request) {
    if (!"GET".equals(request.getMethod())) {
      return null;
    }
    if (CONSOLE_PATH.equals(request.getServletPath())) {
      return events;
    }
    if (!PATH.equals(request.getServletPath())) {
      return null;
    }
    if (wantsSocket(request)) {
      return sockets;
    }
    return wantsEvents(request) ? events : null;
  }

  private static boolean wantsSocket(HttpServletRequest request) {
    String upgrade = request.getHeader(HttpHeaders.UPGRADE);
    return upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("websocket");
  }

  private static boolean wantsEvents(HttpServletRequest request) {
    List<String> accepted = Collections.list(request.getHeaders(HttpHeaders.ACCEPT));
    return accepted.stream()
        .anyMatch(
            value -> value.toLowerCase(Locale.ROOT).contains(MediaType.TEXT_EVENT_STREAM_VALUE));
  }
}
