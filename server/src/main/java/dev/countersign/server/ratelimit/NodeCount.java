package dev.countersign.server.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.server.platform.redis.Redis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many nodes hold limits together. Each that is asked for anything tells Redis so once a
 * second, and counts who did in the last ten. While Redis is away the last count stands, and for
 * ten seconds after its return, in which not all may have told it yet.
 */
final class NodeCount {
  private static final String KEY = "limits:nodes";
  private static final long MEMORY_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private static final String SCRIPT =
      """
      local now = tonumber(redis.call('TIME')[1])
      redis.call('ZADD', KEYS[1], now, ARGV[1])
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 10)
      redis.call('EXPIRE', KEYS[1], 60)
      return {redis.call('ZCARD', KEYS[1])}
      """;

  private final Redis redis;
  private final byte[] node;
  private final Ticker ticker;
  private final AtomicInteger count;
  private final AtomicLong due;
  private final AtomicLong seenAt;

  /**
   * @param node what tells this node from others
   * @param expected how many there are taken to be before Redis has answered
   */
  NodeCount(Redis redis, byte[] node, Ticker ticker, int expected) {
    this.redis = redis;
    this.node = node.clone();
    this.ticker = ticker;
    this.count = new AtomicInteger(expected);
    this.due = new AtomicLong(ticker.read());
    this.seenAt = new AtomicLong(ticker.read());
  }

  int count() {
    return count.get();
  }

  void tellWhenDue() {
    long turn = due.get();
    long now = ticker.read();
    if (now - turn >= 0 && due.compareAndSet(turn, now + PAUSE_NANOS)) {
      redis
          .ask(commands -> Scripts.run(commands, SCRIPT, new String[] {KEY}, node))
          .map(List::getFirst)
          .ifPresent(nodes -> note(Math.max(1, nodes.intValue()), now));
    }
  }

  private void note(int nodes, long now) {
    if (nodes >= count.get() || now - seenAt.get() > MEMORY_NANOS) {
      count.set(nodes);
      seenAt.set(now);
    }
  }
}
