package dev.countersign.server.console;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long somebody stays signed in to the console.
 *
 * @param idle after which an unused sign-in ends
 * @param life after which every sign-in ends
 */
@ConfigurationProperties("countersign.console")
record ConsoleProperties(@DefaultValue("30m") Duration idle, @DefaultValue("24h") Duration life) {
  ConsoleProperties {
    if (!idle.isPositive() || life.compareTo(idle) < 0) {
      throw new IllegalArgumentException(
          "countersign.console.idle must be positive, and life at least as long");
    }
  }
}
