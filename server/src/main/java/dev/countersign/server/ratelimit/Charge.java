package dev.countersign.server.ratelimit;

/**
 * One count that a request is held against.
 *
 * @param identity whose count it is and of what, such as {@code user usr_… write}; each has one
 *     limit at a time, and unlike ones must differ
 * @param limit may change from one request to the next: what was counted stays counted
 * @param countsRefused whether requests that this limit refuses count too
 */
public record Charge(String identity, RateLimit limit, boolean countsRefused) {
  /** A count of admitted requests. */
  public Charge(String identity, RateLimit limit) {
    this(identity, limit, false);
  }
}
