package dev.countersign.server.revocation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How closely a node follows what is revoked.
 *
 * @param poll how long between two looks at the store
 * @param viewAgeMax how old the view may grow before requests are refused with 503
 */
@ConfigurationProperties("countersign.revocation")
public record RevocationSettings(
    @DefaultValue("250ms") Duration poll, @DefaultValue("5s") Duration viewAgeMax) {

  public RevocationSettings {
    if (poll.compareTo(Duration.ofMillis(10)) < 0 || viewAgeMax.compareTo(poll) <= 0) {
      throw new IllegalArgumentException(
          "countersign.revocation: poll is 10 ms or more, view-age-max longer than it");
    }
  }
}
