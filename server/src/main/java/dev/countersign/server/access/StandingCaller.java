package dev.countersign.server.access;

import dev.countersign.server.platform.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Asks again who calls, for an answer that takes long: what the request showed is checked as if it
 * came now. Whoever answers for longer than a second asks every so often, and ends the answer when
 * there is nobody.
 */
@FunctionalInterface
public interface StandingCaller {
  /**
   * The caller with what they may do by now; empty where they may not call any more.
   *
   * @throws ProblemException where it cannot be told at the moment
   */
  Optional<Caller> now();

  /** Leaves with a request how to ask again. */
  static void set(HttpServletRequest request, StandingCaller standing) {
    request.setAttribute(StandingCaller.class.getName(), standing);
  }

  /** How to ask again about the caller of a request; nobody, where that is not known. */
  static StandingCaller of(HttpServletRequest request) {
    return request.getAttribute(StandingCaller.class.getName()) instanceof StandingCaller standing
        ? standing
        : Optional::empty;
  }
}
