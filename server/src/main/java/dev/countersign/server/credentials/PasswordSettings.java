package dev.countersign.server.credentials;

import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.web.TextRules;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How passwords are hashed and judged. The defaults of their cost are OWASP's first choice for
 * Argon2id.
 *
 * @param memoryKib KiB of memory per hash
 * @param iterations passes over it
 * @param parallelism lanes
 * @param threads hashes computed at once; 0 for one per core
 * @param queue hashes that may wait before the next is refused
 * @param profile the policy of every tenant that has none of its own
 * @param breach where passwords known from breaches are looked up
 */
@ConfigurationProperties("countersign.passwords")
record PasswordSettings(
    @DefaultValue("19456") int memoryKib,
    @DefaultValue("2") int iterations,
    @DefaultValue("1") int parallelism,
    @DefaultValue("0") int threads,
    @DefaultValue("256") int queue,
    @DefaultValue("nist") PasswordProfile profile,
    @DefaultValue Breach breach) {

  /**
   * Where passwords known from breaches are looked up.
   *
   * @param url a range service: the first five digits of a hash are appended. Absent in production
   *     mode, the published one is asked; {@code off} asks none
   * @param file a file of hashes in order
   * @param timeout how long a range service may take
   * @param keep how long its answers are good for
   * @param pause how long one that failed is not asked again
   * @param every how long a password that was looked up at a sign-in is not looked up again
   */
  record Breach(
      @Nullable String url,
      @Nullable String file,
      @DefaultValue("2s") Duration timeout,
      @DefaultValue("1h") Duration keep,
      @DefaultValue("10s") Duration pause,
      @DefaultValue("1d") Duration every) {
    private static final String PUBLISHED = "https://api.pwnedpasswords.com/range/";
    private static final String OFF = "off";

    /** The range service to ask; empty for none. */
    Optional<URI> service(ServiceSettings.Mode mode) {
      if (url == null || url.isBlank()) {
        return mode == ServiceSettings.Mode.PRODUCTION
            ? Optional.of(URI.create(PUBLISHED))
            : Optional.empty();
      }
      // YAML reads a bare off as false.
      if (url.equals(OFF) || url.equals("false")) {
        return Optional.empty();
      }
      if (!TextRules.isUrl(url)) {
        throw new StartRefusedException(
            "COUNTERSIGN_PASSWORDS_BREACH_URL must be an http or https address, or off.");
      }
      return Optional.of(URI.create(url.endsWith("/") ? url : url + "/"));
    }
  }

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
