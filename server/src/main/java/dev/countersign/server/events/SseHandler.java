package dev.countersign.server.events;

import dev.countersign.server.platform.problem.ProblemWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Answers with server-sent events. */
final class SseHandler extends StreamHandler {
  private static final Logger LOG = LoggerFactory.getLogger(SseHandler.class);

  private final JsonMapper json;

  SseHandler(EventStreams streams, EventWishes wishes, ProblemWriter problems, JsonMapper json) {
    super(streams, wishes, problems);
    this.json = json;
  }

  @Override
  void stream(Admitted admitted, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    // A proxy that gathers an answer before it passes it on would keep it for ever.
    response.setHeader("X-Accel-Buffering", "no");
    ServerSentEvents sink = new ServerSentEvents(response.getOutputStream(), json);
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0);
    Ending ending = new Ending(async);
    async.addListener(ending);
    admitted.serve(sink, ending::complete);
  }

  /**
   * Completes a request once, and never after the container has. When a client is gone the
   * container completes the request by itself, and gives its parts to the next one; whoever
   * completed it then would end a stranger's stream.
   */
  private static final class Ending implements AsyncListener {
    private final AsyncContext async;
    private boolean over;

    private Ending(AsyncContext async) {
      this.async = async;
    }

    synchronized void complete() {
      if (over) {
        return;
      }
      over = true;
      try {
        async.complete();
      } catch (IllegalStateException hungUp) {
        LOG.debug("A stream's request was ending already", hungUp);
      }
    }

    private synchronized void leaveToContainer() {
      over = true;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      leaveToContainer();
    }

    @Override
    public void onError(AsyncEvent event) {
      leaveToContainer();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // There is no time limit to exceed.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // A stream is not begun anew.
    }
  }
}
