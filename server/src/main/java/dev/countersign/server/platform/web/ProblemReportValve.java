package dev.countersign.server.platform.web;

import dev.countersign.api.Problem;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.Problems;
import dev.countersign.server.platform.request.RequestIds;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what Tomcat refuses before any filter runs, such as a request line it cannot read. The
 * page it would show otherwise is HTML and repeats parts of the request.
 */
public final class ProblemReportValve extends ErrorReportValve {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    // An unknown version or encoding is the caller's fault, whatever the standard's number for it.
    if (status == 501 || status == 505) {
      status = 400;
      response.setStatus(status);
    }
    ProblemException problem = Problems.of(Problems.codeOf(status));
    String requestId = RequestIds.accepted(request.getHeader(RequestIds.HEADER));
    try {
      response.setHeader(RequestIds.HEADER, requestId);
      SecurityHeaders.API.forEach(response::setHeader);
      Problems.headers(problem)
          .forEach((name, values) -> response.setHeader(name, values.getFirst()));
      byte[] body = JSON.writeValueAsBytes(withId(Problems.body(problem), requestId, status));
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException gone) {
      LOG.debug("The caller left before the error was written", gone);
    }
  }

  /** The status stays the container's own: it distinguishes more than our codes do. */
  private static Problem withId(Problem body, String requestId, int status) {
    return new Problem(
        body.type(),
        body.title(),
        status,
        body.detail(),
        body.code(),
        requestId,
        body.errors(),
        body.context());
  }
}
