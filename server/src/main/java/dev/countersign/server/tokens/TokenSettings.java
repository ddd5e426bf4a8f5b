package dev.countersign.server.tokens;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What tokens say and how long they last.
 *
 * @param algorithm how new tokens are signed; keys of the others stay valid for checking
 * @param issuer the claim {@code iss}
 * @param audience the claim {@code aud} of access tokens
 * @param refreshAudience the claim {@code aud} of refresh tokens
 * @param accessLife how long an access token lasts
 * @param refreshLife how long a session can be renewed, counted from sign-in
 */
@ConfigurationProperties("countersign.tokens")
public record TokenSettings(
    @DefaultValue("ES256") TokenAlgorithm algorithm,
    @DefaultValue("countersign") String issuer,
    @DefaultValue("countersign-api") String audience,
    @DefaultValue("countersign-refresh") String refreshAudience,
    @DefaultValue("15m") Duration accessLife,
    @DefaultValue("30d") Duration refreshLife) {

  public TokenSettings {
    if (issuer.isBlank() || audience.isBlank() || refreshAudience.isBlank()) {
      throw new IllegalArgumentException("countersign.tokens: issuer and audiences have a name");
    }
    if (audience.equals(refreshAudience)) {
      throw new IllegalArgumentException(
          "countersign.tokens: audience and refresh-audience are two different names");
    }
    if (accessLife.compareTo(Duration.ofSeconds(1)) < 0 || refreshLife.compareTo(accessLife) < 0) {
      throw new IllegalArgumentException(
          "countersign.tokens: access-life is a second or more, refresh-life no shorter than it");
    }
  }

  String audienceOf(TokenKind kind) {
    return switch (kind) {
      case ACCESS -> audience;
      case REFRESH -> refreshAudience;
    };
  }
}
