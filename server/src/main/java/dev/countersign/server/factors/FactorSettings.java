package dev.countersign.server.factors;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Second factors: {@code COUNTERSIGN_FACTORS_ISSUER}.
 *
 * @param issuer by what name authenticator apps and text messages call the service
 */
@ConfigurationProperties("countersign.factors")
record FactorSettings(@DefaultValue("Countersign") String issuer) {
  private static final int ISSUER_MAX = 50;

  FactorSettings {
    if (issuer.isBlank() || issuer.length() > ISSUER_MAX || issuer.contains(":")) {
      throw new IllegalArgumentException(
          "COUNTERSIGN_FACTORS_ISSUER is a name of at most 50 characters, without a colon");
    }
  }
}
