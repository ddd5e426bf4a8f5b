package dev.countersign.server.elevations;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How roles are lent.
 *
 * @param minutesMax the longest
 * @param openFor how long a request waits for somebody to decide
 * @param automaticRoles roles that need no second person
 */
@ConfigurationProperties("countersign.elevation")
public record ElevationSettings(
    @DefaultValue("60") int minutesMax,
    @DefaultValue("24h") Duration openFor,
    @DefaultValue Set<String> automaticRoles) {
  public ElevationSettings {
    automaticRoles = Set.copyOf(automaticRoles);
    if (minutesMax < 1 || minutesMax > 24 * 60 || openFor.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException(
          "countersign.elevation: minutes-max is 1 to 1440, open-for a minute or more");
    }
  }
}
