package dev.countersign.server.tokens;

import java.time.Duration;

/**
 * How a tenant's tokens are made.
 *
 * @param algorithm how they are signed; keys of the others stay valid for checking
 * @param accessLife how long an access token lasts
 * @param refreshLife how long a session can be renewed, counted from sign-in
 * @param refreshIdle how long it can wait for its next renewal
 * @param refreshGrace how long a refresh token that was exchanged still gets the same answer
 */
public record TokenPolicy(
    TokenAlgorithm algorithm,
    Duration accessLife,
    Duration refreshLife,
    Duration refreshIdle,
    Duration refreshGrace) {
  /** No token lasts longer, whatever is set. */
  static final Duration ACCESS_LIFE_MAX = Duration.ofHours(1);

  static final Duration ACCESS_LIFE_MIN = Duration.ofMinutes(5);
  static final Duration REFRESH_LIFE_MAX = Duration.ofDays(30);
  static final Duration REFRESH_LIFE_MIN = Duration.ofDays(1);
  static final Duration REFRESH_IDLE_MIN = Duration.ofHours(1);
  static final Duration REFRESH_GRACE_MAX = Duration.ofMinutes(1);
}
