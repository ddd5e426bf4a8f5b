package dev.countersign.server.platform.config;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The service as a whole: {@code COUNTERSIGN_PORT}, {@code COUNTERSIGN_DATA}, {@code
 * COUNTERSIGN_MODE}, {@code COUNTERSIGN_REGISTRATION}.
 *
 * @param port where the service listens; 0 for any free port
 * @param data the service's own directory
 * @param registration who may register; where nothing is set, everybody, who in production has to
 *     prove their address first
 */
@ConfigurationProperties("countersign")
public record ServiceSettings(
    @DefaultValue("8080") int port,
    // Not a Path: the binder would look for a relative one on the class path first.
    @DefaultValue(".countersign/data") String data,
    @DefaultValue("development") Mode mode,
    @Nullable Registration registration) {

  /** Whom the service is for. */
  public enum Mode {
    /** A person trying things out: the service listens on this machine only. */
    DEVELOPMENT,
    /** Everybody: nothing unsafe is tolerated. */
    PRODUCTION
  }

  /** Who may register. */
  public enum Registration {
    /** Everybody, and is signed in at once. */
    IMMEDIATE,
    /** Everybody, after proving their address. */
    VERIFIED,
    /** Those who were invited. */
    INVITE,
    /** Nobody. */
    CLOSED
  }

  public ServiceSettings {
    if (registration == null) {
      registration = mode == Mode.PRODUCTION ? Registration.VERIFIED : Registration.IMMEDIATE;
    }
    if (port < 0 || port > 65_535) {
      throw new StartRefusedException(
          "COUNTERSIGN_PORT is "
              + port
              + ". Choose a port from 1 to 65535, or 0 for any free one.");
    }
    if (data.isBlank()) {
      throw new StartRefusedException("COUNTERSIGN_DATA is empty. Name a directory.");
    }
  }

  @Override
  public Registration registration() {
    return Objects.requireNonNull(registration);
  }

  /** The service's own directory, absolute. */
  public Path directory() {
    return Path.of(data).toAbsolutePath().normalize();
  }
}
