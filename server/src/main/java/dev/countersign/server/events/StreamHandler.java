package dev.countersign.server.events;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.StandingCaller;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.ProblemWriter;
import dev.countersign.server.platform.problem.Problems;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.HttpRequestHandler;

/** Lets a reader in and hands the request over to a stream. */
abstract class StreamHandler implements HttpRequestHandler {
  private static final String LAST_EVENT = "Last-Event-ID";

  private final EventStreams streams;
  private final EventWishes wishes;
  private final ProblemWriter problems;

  StreamHandler(EventStreams streams, EventWishes wishes, ProblemWriter problems) {
    this.streams = streams;
    this.wishes = wishes;
    this.problems = problems;
  }

  /** What a stream is made of, with its seat, which the stream gives back. */
  record Admitted(EventStreams.Seat seat, StandingCaller standing, EventStream.Wish wish) {
    /** Serves the stream on a thread of its own, and then cleans up. */
    void serve(EventSink sink, Runnable after) {
      Thread.ofVirtual()
          .name("event-stream")
          .start(() -> {
            try (seat) {
              seat.serve(standing, wish, sink);
            } finally {
              after.run();
            }
          });
    }
  }

  @Override
  public final void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      stream(admit(request), request, response);
    } catch (ProblemException refusal) {
      problems.write(response, refusal);
    }
  }

  /** Begins the stream, and returns. */
  abstract void stream(Admitted admitted, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException;

  private Admitted admit(HttpServletRequest request) {
    Caller caller = caller().orElseThrow(() -> Problems.of(ErrorCode.UNAUTHENTICATED));
    EventStream.Wish wish =
        wishes.read(
            caller, request.getParameter("scope"), request.getParameter("types"), after(request));
    EventStreams.Seat seat =
        streams.take(caller).orElseThrow(() -> Problems.of(ErrorCode.TOO_MANY_STREAMS));
    return new Admitted(seat, StandingCaller.of(request), wish);
  }

  // A browser that reconnects by itself says both; where it is by now comes first.
  private static @Nullable String after(HttpServletRequest request) {
    String last = request.getHeader(LAST_EVENT);
    return last == null || last.isEmpty() ? request.getParameter("after") : last;
  }

  private static Optional<Caller> caller() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Caller caller
        ? Optional.of(caller)
        : Optional.empty();
  }
}
