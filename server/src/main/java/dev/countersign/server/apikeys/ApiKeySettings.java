package dev.countersign.server.apikeys;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many keys there may be, and for how long.
 *
 * @param perUser how many keys one person may have
 * @param perTenant how many a tenant may have, service keys included
 * @param life how long a key lasts where nobody says
 * @param rotationGrace how much longer a rotated key may be used where nobody says
 * @param rotationWarning how long before its end an owner is told to rotate it
 */
@ConfigurationProperties("countersign.api-keys")
public record ApiKeySettings(
    @DefaultValue("10") int perUser,
    @DefaultValue("50") int perTenant,
    @DefaultValue("90d") Duration life,
    @DefaultValue("60m") Duration rotationGrace,
    @DefaultValue("14d") Duration rotationWarning) {

  static final Duration LIFE_MAX = Duration.ofDays(365);
  static final Duration GRACE_MAX = Duration.ofDays(7);

  public ApiKeySettings {
    if (perUser < 1 || perUser > 50 || perTenant < 1 || perTenant > 200) {
      throw new IllegalArgumentException(
          "countersign.api-keys: per-user is 1 to 50, per-tenant 1 to 200");
    }
    if (life.compareTo(Duration.ofDays(30)) < 0 || life.compareTo(LIFE_MAX) > 0) {
      throw new IllegalArgumentException("countersign.api-keys: life is 30 to 365 days");
    }
    if (rotationGrace.isNegative() || rotationGrace.compareTo(GRACE_MAX) > 0) {
      throw new IllegalArgumentException("countersign.api-keys: rotation-grace is 7 days at most");
    }
    if (rotationWarning.compareTo(Duration.ofDays(7)) < 0
        || rotationWarning.compareTo(Duration.ofDays(30)) > 0) {
      throw new IllegalArgumentException("countersign.api-keys: rotation-warning is 7 to 30 days");
    }
  }
}
