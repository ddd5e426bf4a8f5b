package dev.countersign.server.events;

import dev.countersign.server.platform.problem.ProblemWriter;
import dev.countersign.server.platform.web.UnhurriedProtocol;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Lock;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Answers with server-sent events. */
final class SseHandler extends StreamHandler {
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
    Lock lock = UnhurriedProtocol.lock(request);
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0);
    ServerSentEvents sink = new ServerSentEvents(async, lock, json);
    admitted.serve(sink, sink::complete);
  }
}
