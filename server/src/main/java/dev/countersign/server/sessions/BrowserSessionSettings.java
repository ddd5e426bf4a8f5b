package dev.countersign.server.sessions;

import dev.countersign.server.platform.config.StartRefusedException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long somebody stays signed in with a browser: {@code COUNTERSIGN_CONSOLE_IDLE}, {@code
 * COUNTERSIGN_CONSOLE_LIFE}, {@code COUNTERSIGN_CONSOLE_SAME_SITE}.
 *
 * @param idle after which an unused sign-in ends
 * @param life after which every sign-in ends
 * @param sameSite which requests from other sites' pages carry the cookie
 */
@ConfigurationProperties("countersign.console")
public record BrowserSessionSettings(
    @DefaultValue("30m") Duration idle,
    @DefaultValue("24h") Duration life,
    @DefaultValue("strict") SameSite sameSite) {
  private static final Duration IDLE_MIN = Duration.ofMinutes(5);
  private static final Duration IDLE_MAX = Duration.ofHours(2);
  private static final Duration LIFE_MAX = Duration.ofDays(7);

  /** The attribute of the cookie (RFC 6265bis). */
  public enum SameSite {
    STRICT("Strict"),
    /** Links from other sites carry it too. */
    LAX("Lax"),
    /** All requests do, over HTTPS. */
    NONE("None");

    private final String attribute;

    SameSite(String attribute) {
      this.attribute = attribute;
    }

    public String attribute() {
      return attribute;
    }
  }

  public BrowserSessionSettings {
    if (idle.compareTo(IDLE_MIN) < 0 || idle.compareTo(IDLE_MAX) > 0) {
      throw new StartRefusedException(
          "COUNTERSIGN_CONSOLE_IDLE is " + idle + ". Choose 5m to 120m.");
    }
    if (life.compareTo(idle) < 0 || life.compareTo(LIFE_MAX) > 0) {
      throw new StartRefusedException(
          "COUNTERSIGN_CONSOLE_LIFE is "
              + life
              + ". Choose no less than the idle time, and at most"
              + " 7d.");
    }
  }

  Lifetime lifetime() {
    return new Lifetime(life, idle);
  }
}
