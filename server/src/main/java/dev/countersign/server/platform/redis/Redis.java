package dev.countersign.server.platform.redis;

import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis that may be away at any time, the start of the service included. Nothing may rest on it
 * alone: whoever asks has another source for the answer. While Redis is away, one request in a
 * second finds out whether it is back; all others are told at once. Thread-safe.
 */
public final class Redis implements AutoCloseable {
  static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
  private static final Duration CONNECTING = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final ClientResources resources;
  private final RedisClient client;
  private final ReentrantLock connecting = new ReentrantLock();
  private final AtomicBoolean away = new AtomicBoolean();
  private final AtomicLong nextTryNanos = new AtomicLong(System.nanoTime());
  private volatile @Nullable StatefulRedisConnection<String, byte[]> connection;

  private Redis(RedisURI uri, Duration timeout) {
    // A handshake takes several turns, and only one request waits for it.
    uri.setTimeout(CONNECTING);
    resources =
        ClientResources.builder()
            .reconnectDelay(
                Delay.fullJitter(
                    Duration.ofMillis(50), Duration.ofSeconds(1), 100, TimeUnit.MILLISECONDS))
            .build();
    client = RedisClient.create(resources, uri);
    client.setOptions(
        ClientOptions.builder()
            // Whoever asks has another way, and shall not wait in a queue for this one.
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .timeoutOptions(TimeoutOptions.enabled(timeout))
            .socketOptions(
                SocketOptions.builder()
                    .connectTimeout(CONNECTING)
                    .keepAlive(
                        SocketOptions.KeepAliveOptions.builder()
                            .enable()
                            .idle(Duration.ofSeconds(5))
                            .interval(Duration.ofSeconds(1))
                            .count(3)
                            .build())
                    .build())
            .build());
  }

  /** A client of the Redis at an address. It connects when it is first asked. */
  static Redis at(Secret url, Duration timeout) {
    try {
      return new Redis(RedisURI.create(url.reveal().strip()), timeout);
    } catch (IllegalArgumentException unreadable) {
      // Its message would show the address, and with it the password.
      throw new StartRefusedException(
          "COUNTERSIGN_REDIS_URL cannot be read. Write redis://user:password@host:6379/0 (with"
              + " special characters of the password percent-encoded), or rediss: for TLS.");
    }
  }

  /**
   * Puts one question, of one or several commands. Empty where Redis is away, fails or takes too
   * long; a change may then have been made or not.
   *
   * @param question must not return {@code null}
   */
  public <T> Optional<T> ask(Function<RedisCommands<String, byte[]>, T> question) {
    if (away.get() && !isMyTurnToTry()) {
      return Optional.empty();
    }
    try {
      StatefulRedisConnection<String, byte[]> open = connected();
      if (open == null) {
        return Optional.empty();
      }
      T answer = Objects.requireNonNull(question.apply(open.sync()));
      if (away.compareAndSet(true, false)) {
        LOG.info("Redis answers again.");
      }
      return Optional.of(answer);
    } catch (RedisException failure) {
      noteAway(failure);
      return Optional.empty();
    }
  }

  /** Returns where Redis answers, and throws where it does not. */
  void ping() throws ConnectException {
    if (ask(RedisCommands::ping).isEmpty()) {
      throw new ConnectException("Redis does not answer");
    }
  }

  StatefulRedisPubSubConnection<String, byte[]> connectPubSub() {
    return client.connectPubSub(CODEC);
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    var _ = resources.shutdown(0, 2, TimeUnit.SECONDS);
  }

  private boolean isMyTurnToTry() {
    long turn = nextTryNanos.get();
    long now = System.nanoTime();
    return now - turn >= 0 && nextTryNanos.compareAndSet(turn, now + RETRY.toNanos());
  }

  // Only one connects; the others do without meanwhile. Once made, a connection mends itself.
  private @Nullable StatefulRedisConnection<String, byte[]> connected() {
    StatefulRedisConnection<String, byte[]> open = connection;
    if (open != null || !connecting.tryLock()) {
      return open;
    }
    try {
      if (connection == null) {
        connection = client.connect(CODEC);
      }
      return connection;
    } finally {
      connecting.unlock();
    }
  }

  private void noteAway(RedisException failure) {
    nextTryNanos.set(System.nanoTime() + RETRY.toNanos());
    if (away.compareAndSet(false, true)) {
      LOG.warn("Redis does not answer; the service goes on without it.", failure);
    }
  }
}
