package dev.countersign.server.platform.problem;

import dev.countersign.api.ErrorCode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers a problem from where no controller is: filters and the security chain. */
@Component
public class ProblemWriter {
  private final JsonMapper json;

  public ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  public void write(HttpServletResponse response, ErrorCode code) throws IOException {
    write(response, Problems.of(code));
  }

  /** Does nothing when the answer is already on its way. */
  public void write(HttpServletResponse response, ProblemException problem) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(problem.code().status());
    Problems.headers(problem)
        .forEach((name, values) -> response.setHeader(name, values.getFirst()));
    byte[] body = json.writeValueAsBytes(Problems.body(problem));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
