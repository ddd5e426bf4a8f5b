package dev.countersign.server.console;

import dev.countersign.server.ratelimit.RefusalPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** The page for whoever has asked for too many. */
@Component
class TooManyPages implements RefusalPage {
  @Override
  public void show(long seconds, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Failures.tooMany(seconds).render(null, request, response);
  }
}
