package dev.countersign.server.events;

import dev.countersign.server.platform.problem.ProblemWriter;
import jakarta.servlet.AsyncContext;
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
    admitted.serve(sink, () -> complete(async));
  }

  private static void complete(AsyncContext async) {
    try {
      async.complete();
    } catch (IllegalStateException hungUp) {
      // The container saw the client go first, and has completed it by itself.
      LOG.debug("A stream's request had ended already", hungUp);
    }
  }
}
