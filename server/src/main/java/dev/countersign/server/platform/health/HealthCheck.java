package dev.countersign.server.platform.health;

/**
 * One thing the service needs. A bean of this type is checked with the others; what is known only
 * later is added to {@link HealthChecks}.
 */
public interface HealthCheck {
  /** The name in reports, such as {@code database}. */
  String name();

  /** Whether the service cannot do its work while this fails. */
  default boolean isRequired() {
    return true;
  }

  /** Returns when all is well and throws otherwise. It is interrupted when it takes too long. */
  void check() throws Exception;
}
