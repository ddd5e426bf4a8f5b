package dev.countersign.server.ratelimit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says to people, in place of the API's problem, that they ask for too many pages. */
public interface RefusalPage {
  /**
   * Writes the answer, but for its headers about limits.
   *
   * @param seconds until the next page will be shown
   */
  void show(long seconds, HttpServletRequest request, HttpServletResponse response)
      throws IOException;
}
