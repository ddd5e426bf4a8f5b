package dev.countersign.server.platform.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Word to every node through Redis. This node's own listeners hear of it directly, whether Redis is
 * there or not; the others' messages are handed to them one after the other.
 */
final class RedisFanOut implements FanOut, AutoCloseable {
  private static final String PREFIX = "countersign:";
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int WAITING_MAX = 10_000;

  private final Redis redis;
  private final byte[] node;
  private final InProcessFanOut here = new InProcessFanOut();
  private final Set<String> channels = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService connecting =
      Executors.newSingleThreadScheduledExecutor(daemon("redis-subscribe"));
  private final ThreadPoolExecutor hearing =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_MAX),
          daemon("redis-fan-out"),
          new ThreadPoolExecutor.DiscardOldestPolicy());
  private @Nullable StatefulRedisPubSubConnection<String, byte[]> connection;

  /**
   * @param node tells this node's own messages from the others'; of a fixed length
   */
  RedisFanOut(Redis redis, byte[] node) {
    this.redis = redis;
    this.node = node.clone();
    connecting.execute(this::connect);
  }

  @Override
  public void publish(String channel, byte[] message) {
    here.publish(channel, message);
    byte[] signed =
        ByteBuffer.allocate(node.length + message.length).put(node).put(message).array();
    // Nobody can do anything about a message that did not get through.
    var _ = redis.ask(commands -> commands.publish(PREFIX + channel, signed));
  }

  @Override
  public void subscribe(String channel, Consumer<byte[]> listener) {
    here.subscribe(channel, listener);
    if (channels.add(channel)) {
      connecting.execute(this::listen);
    }
  }

  @Override
  public void close() {
    connecting.shutdownNow();
    hearing.shutdownNow();
  }

  // On the one thread of its own, until it succeeds; a connection once made mends itself and
  // subscribes again.
  private void connect() {
    try {
      StatefulRedisPubSubConnection<String, byte[]> made = redis.connectPubSub();
      made.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] message) {
              hear(channel, message);
            }
          });
      connection = made;
      listen();
    } catch (RedisException away) {
      var _ = connecting.schedule(this::connect, RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void listen() {
    StatefulRedisPubSubConnection<String, byte[]> open = connection;
    if (open == null) {
      return;
    }
    try {
      open.sync()
          .subscribe(channels.stream().map(channel -> PREFIX + channel).toArray(String[]::new));
    } catch (RedisException away) {
      var _ = connecting.schedule(this::listen, RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void hear(String channel, byte[] message) {
    boolean foreign =
        message.length >= node.length
            && !Arrays.equals(message, 0, node.length, node, 0, node.length);
    if (foreign && channel.startsWith(PREFIX)) {
      byte[] content = Arrays.copyOfRange(message, node.length, message.length);
      hearing.execute(() -> here.publish(channel.substring(PREFIX.length()), content));
    }
  }

  private static ThreadFactory daemon(String name) {
    return Thread.ofPlatform().daemon().name(name).factory();
  }
}
