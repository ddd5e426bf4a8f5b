package dev.countersign.server.sessions;

import dev.countersign.server.platform.config.StartRefusedException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of sessions: {@code COUNTERSIGN_SESSIONS_PER_USER}, {@code COUNTERSIGN_SESSIONS_BINDING}.
 *
 * @param perUser how many sessions of one person may be active; a further sign-in ends the oldest
 * @param binding what has to stay the same from one refresh to the next
 */
@ConfigurationProperties("countersign.sessions")
public record SessionSettings(
    @DefaultValue("5") int perUser, @DefaultValue("device") Binding binding) {

  /** What a session is bound to. */
  public enum Binding {
    /** Nothing. */
    NONE,
    /** The kind of device. */
    DEVICE,
    /** The kind of device and its network. */
    DEVICE_AND_NETWORK
  }

  public SessionSettings {
    if (perUser < 1 || perUser > 20) {
      throw new StartRefusedException(
          "COUNTERSIGN_SESSIONS_PER_USER is " + perUser + ". Choose 1 to 20.");
    }
  }
}
