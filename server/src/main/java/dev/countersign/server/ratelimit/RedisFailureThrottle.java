package dev.countersign.server.ratelimit;

import dev.countersign.server.platform.redis.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Throttles on several nodes together: counts are in Redis, changed by one script by the clock of
 * Redis, in the way of {@link FailureCount}. Each node counts along what happens at it, and goes by
 * that while Redis is away.
 */
final class RedisFailureThrottle implements FailureThrottle {
  // KEYS: the count of the place, that of all other places, and whether the place is familiar.
  // ARGV: microseconds to add to the time, what to do, failures allowed, period, how long a place
  // stays familiar in milliseconds, and which of the two counts: on beginning the first, where the
  // place is known to be familiar, or else 0; on ending, that on which the try began.
  // Answers the microseconds to wait, and which of the two counts it is.
  private static final String SCRIPT =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000000 + time[2] + ARGV[1]
      local deed, allowed, period = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
      local which = tonumber(ARGV[6])
      if deed == 'begin' and which ~= 1 then
        which = redis.call('EXISTS', KEYS[3]) == 1 and 1 or 2
      end
      local key = KEYS[which]
      local stored = redis.call('HMGET', key, 'failures', 'open', 'running', 'lease')
      local failures, open = tonumber(stored[1]) or 0, tonumber(stored[2]) or 0
      local running, lease = tonumber(stored[3]) or 0, tonumber(stored[4]) or 0
      -- A node that died does not end its tries.
      if now > lease then running = 0 end
      local delay = 0
      if deed == 'begin' then
        if failures > 0 and now - open > period then failures = 0 end
        if failures >= allowed and now < open then
          delay = open - now
        elseif running >= math.max(1, allowed - failures) then
          delay = 1000000
        else
          running = running + 1
          lease = now + 60000000
        end
      else
        running = math.max(0, running - 1)
        if deed == 'fail' then
          failures = failures + 1
          local beyond = failures - allowed
          open = now
          if beyond >= 0 then
            open = now + math.min(period, period / 30 * 2 ^ math.min(beyond, 20))
          end
        elseif deed == 'succeed' then
          failures = 0
          redis.call('SET', KEYS[3], '1', 'PX', ARGV[5])
        end
      end
      if failures == 0 and running == 0 then
        redis.call('DEL', key)
      else
        redis.call('HSET', key, 'failures', failures, 'open', string.format('%.0f', open),
            'running', running, 'lease', string.format('%.0f', lease))
        redis.call('PEXPIRE', key, math.ceil(period / 500) + 61000)
      end
      return {math.ceil(delay), which}
      """;

  /** The first of the two counts, that of the place. */
  private static final long PLACE = 1;

  private final Redis redis;
  private final UnaryOperator<byte[]> hash;
  private final RateLimit allowance;
  private final FailureThrottle here;
  private final RedisSharing sharing;
  private final Supplier<Duration> skew;

  /**
   * @param hash makes a short keyed hash, the same on every node
   * @param here what this node sees, which holds while Redis is away
   * @param skew what tests add to the clock of Redis
   */
  RedisFailureThrottle(
      Redis redis,
      UnaryOperator<byte[]> hash,
      RateLimit allowance,
      FailureThrottle here,
      RedisSharing sharing,
      Supplier<Duration> skew) {
    this.redis = redis;
    this.hash = hash;
    this.allowance = allowance;
    this.here = here;
    this.sharing = sharing;
    this.skew = skew;
  }

  @Override
  public Attempt begin(String name, String origin, boolean familiar) {
    // Lengths keep a name from posing as another name's place.
    String place = name.length() + " " + name + " " + origin;
    String[] keys = {
      Scripts.key("failures:", hash, place),
      Scripts.key("failures:", hash, name.length() + " " + name),
      Scripts.key("familiar:", hash, place)
    };
    Attempt local = here.begin(name, origin, familiar);
    Optional<List<Long>> answer = run(keys, "begin", familiar ? PLACE : 0);
    sharing.note(answer.isPresent());
    return answer
        .<Attempt>map(told -> new Shared(keys, told.getFirst(), told.get(1), local))
        .orElse(local);
  }

  private Optional<List<Long>> run(String[] keys, String deed, long which) {
    return redis.ask(commands ->
        Scripts.run(
            commands,
            SCRIPT,
            keys,
            Scripts.text(skew.get().toNanos() / 1_000),
            Scripts.text(deed),
            Scripts.text(allowance.requests()),
            Scripts.text(allowance.period().toNanos() / 1_000),
            Scripts.text(InMemoryFailureThrottle.FAMILIAR.toMillis()),
            Scripts.text(which)));
  }

  private final class Shared implements Attempt {
    private final String[] keys;
    private final long which;
    private final Attempt local;
    private final @Nullable Duration delay;
    private boolean open;

    Shared(String[] keys, long delayMicros, long which, Attempt local) {
      this.keys = keys;
      this.which = which;
      this.local = local;
      this.delay =
          delayMicros == 0
              ? null
              : Duration.ofSeconds(Math.max(1, Math.ceilDiv(delayMicros, 1_000_000L)));
      this.open = delay == null;
      if (delay != null) {
        local.close();
      }
    }

    @Override
    public Optional<Duration> delay() {
      return Optional.ofNullable(delay);
    }

    @Override
    public void succeeded() {
      end("succeed");
      local.succeeded();
    }

    @Override
    public void failed() {
      end("fail");
      local.failed();
    }

    @Override
    public void close() {
      end("abandon");
      local.close();
    }

    // What Redis is not told of here, the lease ends.
    private void end(String deed) {
      if (open) {
        open = false;
        var _ = run(keys, deed, which);
      }
    }
  }
}
