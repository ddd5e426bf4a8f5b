package dev.countersign.server.credentials;

import dev.countersign.server.platform.config.ProductionCheck;
import java.util.List;

/** Passwords that are stolen must cost to guess: OWASP's least for Argon2id. */
final class HashingCostCheck implements ProductionCheck {
  /** Of the choices OWASP names as equal, the one with the least memory: 7 MiB, five passes. */
  private static final int MEMORY_MIN = 7168;

  private static final int WORK_MIN = 5 * MEMORY_MIN;

  private final PasswordSettings settings;

  HashingCostCheck(PasswordSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<String> faults() {
    boolean enough =
        settings.memoryKib() >= MEMORY_MIN
            && (long) settings.memoryKib() * settings.iterations() >= WORK_MIN;
    return enough
        ? List.of()
        : List.of(
            "COUNTERSIGN_PASSWORDS_MEMORY_KIB and COUNTERSIGN_PASSWORDS_ITERATIONS make passwords"
                + " too cheap to guess. Remove both, or set at least 7168 and 5.");
  }
}
