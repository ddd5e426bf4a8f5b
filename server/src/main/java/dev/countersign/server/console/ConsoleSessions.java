package dev.countersign.server.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.countersign.server.platform.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Who is signed in to the console, by the value of their cookie, of which only a hash is kept. An
 * entry goes when it was idle for too long or is too old; that the sign-in behind it still lasts is
 * asked elsewhere, at every request. Thread-safe.
 *
 * <p>NOTE: held in this node's memory, so a restart signs everybody out of the console, and several
 * nodes need a balancer that sends a browser to the same one.
 */
final class ConsoleSessions {
  private static final int VALUE_BYTES = 32;
  private static final int SESSIONS_MAX = 10_000;

  private final Cache<String, ConsoleSession> sessions;
  private final InstantSource clock;
  private final SecureRandom random;

  ConsoleSessions(ConsoleProperties properties, InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
    this.sessions =
        Caffeine.newBuilder()
            .maximumSize(SESSIONS_MAX)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .expireAfter(expiry(properties))
            .build();
  }

  /** Begins a session; the answer is its cookie's value. */
  Secret begin(ConsoleSession session) {
    byte[] value = new byte[VALUE_BYTES];
    random.nextBytes(value);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    sessions.put(hash(text), session);
    return Secret.of(text);
  }

  /** The session of a cookie's value, which counts as used by this. */
  Optional<ConsoleSession> find(String value) {
    return Optional.ofNullable(sessions.getIfPresent(hash(value)));
  }

  /** Ends a session; it is the caller's to end the sign-in behind it. */
  void end(String value) {
    sessions.invalidate(hash(value));
  }

  private Expiry<String, ConsoleSession> expiry(ConsoleProperties properties) {
    return Expiry.accessing((key, session) -> {
      Instant now = clock.instant();
      Duration left = Duration.between(now, session.begunAt().plus(properties.life()));
      return left.isNegative()
          ? Duration.ZERO
          : left.compareTo(properties.idle()) < 0 ? left : properties.idle();
    });
  }

  private static String hash(String value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }
}
