package dev.countersign.server.tokens;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What tokens say and how long they last, where a tenant has not set otherwise.
 *
 * @param algorithm how new tokens are signed; keys of the others stay valid for checking
 * @param issuer the claim {@code iss}
 * @param audience the claim {@code aud} of access tokens
 * @param refreshAudience the claim {@code aud} of refresh tokens
 * @param accessLife how long an access token lasts
 * @param refreshLife how long a session can be renewed, counted from sign-in
 * @param refreshIdle how long it can wait for its next renewal
 * @param refreshGrace how long a refresh token that was exchanged still gets the same answer
 * @param keys when signing keys are changed
 */
@ConfigurationProperties("countersign.tokens")
public record TokenSettings(
    @DefaultValue("ES256") TokenAlgorithm algorithm,
    @DefaultValue("countersign") String issuer,
    @DefaultValue("countersign-api") String audience,
    @DefaultValue("countersign-refresh") String refreshAudience,
    @DefaultValue("15m") Duration accessLife,
    @DefaultValue("30d") Duration refreshLife,
    @DefaultValue("7d") Duration refreshIdle,
    @DefaultValue("10s") Duration refreshGrace,
    @DefaultValue Keys keys) {

  /**
   * When signing keys are changed.
   *
   * @param rotateAfter how old an active key grows
   * @param announce how long its successor is published before it signs
   */
  public record Keys(
      @DefaultValue("90d") Duration rotateAfter, @DefaultValue("1d") Duration announce) {
    public Keys {
      if (announce.isNegative() || rotateAfter.compareTo(announce) <= 0) {
        throw new IllegalArgumentException(
            "countersign.tokens.keys: rotate-after is longer than announce");
      }
    }
  }

  public TokenSettings {
    if (issuer.isBlank() || audience.isBlank() || refreshAudience.isBlank()) {
      throw new IllegalArgumentException("countersign.tokens: issuer and audiences have a name");
    }
    if (audience.equals(refreshAudience)) {
      throw new IllegalArgumentException(
          "countersign.tokens: audience and refresh-audience are two different names");
    }
    if (accessLife.compareTo(Duration.ofSeconds(1)) < 0
        || accessLife.compareTo(TokenPolicy.ACCESS_LIFE_MAX) > 0) {
      throw new IllegalArgumentException(
          "countersign.tokens: access-life is between a second and an hour");
    }
    if (refreshLife.compareTo(accessLife) < 0
        || refreshLife.compareTo(TokenPolicy.REFRESH_LIFE_MAX) > 0) {
      throw new IllegalArgumentException(
          "countersign.tokens: refresh-life is no shorter than access-life, and 30 days at most");
    }
    if (refreshIdle.compareTo(Duration.ofSeconds(1)) < 0
        || refreshGrace.isNegative()
        || refreshGrace.compareTo(TokenPolicy.REFRESH_GRACE_MAX) > 0) {
      throw new IllegalArgumentException(
          "countersign.tokens: refresh-idle is a second or more, refresh-grace a minute at most");
    }
  }

  /** The claim {@code aud} of a kind. */
  public String audienceOf(TokenKind kind) {
    return switch (kind) {
      case ACCESS -> audience;
      case REFRESH -> refreshAudience;
      case MANDATE -> audience + "/mandates";
    };
  }

  /** The policy of a tenant that has set none. */
  TokenPolicy policy() {
    return new TokenPolicy(algorithm, accessLife, refreshLife, refreshIdle, refreshGrace);
  }
}
