package dev.countersign.server.credentials;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How passwords are hashed. The defaults are OWASP's first choice for Argon2id.
 *
 * @param memoryKib KiB of memory per hash
 * @param iterations passes over it
 * @param parallelism lanes
 * @param threads hashes computed at once; 0 for one per core
 * @param queue hashes that may wait before the next is refused
 */
@ConfigurationProperties("countersign.passwords")
record PasswordSettings(
    @DefaultValue("19456") int memoryKib,
    @DefaultValue("2") int iterations,
    @DefaultValue("1") int parallelism,
    @DefaultValue("0") int threads,
    @DefaultValue("256") int queue) {

  PasswordSettings {
    if (threads < 0 || queue < 1) {
      throw new IllegalArgumentException(
          "countersign.passwords.threads is 0 or more and .queue 1 or more");
    }
  }

  Argon2Cost cost() {
    return new Argon2Cost(memoryKib, iterations, parallelism);
  }

  int threadCount() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
