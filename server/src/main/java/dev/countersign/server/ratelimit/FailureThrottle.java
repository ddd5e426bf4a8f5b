package dev.countersign.server.ratelimit;

import java.time.Duration;
import java.util.Optional;

/**
 * Slows down who guesses: under a name that has failed too often the next try has to wait, longer
 * each time. A name is counted whether or not it belongs to anybody, so that the wait tells nothing
 * about that. It holds nobody up: whoever comes too early is told how long to wait.
 *
 * <p>So that nobody can keep somebody else out by failing in their name, places from which a name
 * succeeded lately have counts of their own.
 */
public interface FailureThrottle {
  /**
   * Begins a try, and counts it until it is closed: tries made at once are no more than tries made
   * in a row.
   *
   * @param name what is tried, spelled as it is looked up
   * @param origin where it is tried from, such as a client's network
   * @param familiar whether the caller knows that the name succeeded from there lately; where not,
   *     the throttle goes by what it has seen itself
   */
  Attempt begin(String name, String origin, boolean familiar);

  /** Begins a try of which the caller knows no more. */
  default Attempt begin(String name, String origin) {
    return begin(name, origin, false);
  }

  /** One try. It is held for a failure only once it has been told to be one. */
  interface Attempt extends AutoCloseable {
    /** How long the next try has to wait; empty where this one may go on. */
    Optional<Duration> delay();

    /** It succeeded: what failed before is forgotten. */
    void succeeded();

    /** It failed. */
    void failed();

    /** Ends it; without a word before, it does not count. */
    @Override
    void close();
  }
}
