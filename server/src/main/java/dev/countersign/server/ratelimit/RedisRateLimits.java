package dev.countersign.server.ratelimit;

import dev.countersign.server.platform.redis.Redis;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Limits of several nodes together, counted in Redis by one script, by the clock of Redis.
 *
 * <p>Each node also counts what it admitted itself. A caller who has spent a whole limit at one
 * node is refused there without asking, so a flood does not reach Redis, and a Redis that has lost
 * everything frees nobody who stays at a node. While Redis is away, each node admits its share of a
 * limit: the limit divided by the nodes that were there lately.
 *
 * <p>NOTE: in the period in which Redis goes away or comes back, the nodes together may admit up to
 * twice a limit: what one counted there, others don't know.
 */
final class RedisRateLimits implements RateLimits {
  // KEYS: a hash for each limit, of counts by part and of the length of a part, p.
  // ARGV: microseconds to add to the time, then limit, period and whether refusals count, of each.
  // Answers the number of the limit that refuses, or 0, and of each limit what counts now and the
  // microseconds until the last of it is forgotten, and until there is room.
  private static final String SCRIPT =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000000 + time[2] + ARGV[1]
      local function name(part) return string.format('%.0f', part) end
      local windows = {}
      local refuses = 0
      for i, key in ipairs(KEYS) do
        local limit = tonumber(ARGV[3 * i - 1])
        local length = math.ceil(ARGV[3 * i] / 12)
        local running = math.floor(now / length)
        local stored = redis.call('HGETALL', key)
        local was = length
        for j = 1, #stored, 2 do
          if stored[j] == 'p' then was = tonumber(stored[j + 1]) end
        end
        local oldest = math.floor(now / was) - 12
        local counts, gone, total = {}, {}, 0
        for j = 1, #stored, 2 do
          local part = tonumber(stored[j])
          if part and part < oldest then
            gone[#gone + 1] = stored[j]
          elseif part then
            counts[part] = tonumber(stored[j + 1])
            total = total + counts[part]
          end
        end
        if was ~= length then
          redis.call('DEL', key)
          counts = {}
          if total > 0 then
            counts[running] = total
            redis.call('HSET', key, name(running), total)
          end
        elseif #gone > 0 then
          redis.call('HDEL', key, unpack(gone))
        end
        windows[i] = {limit = limit, length = length, running = running, counts = counts,
            total = total}
        if refuses == 0 and total >= limit then refuses = i end
      end
      for i, key in ipairs(KEYS) do
        local window = windows[i]
        local full = (window.counts[window.running] or 0) >= window.limit
        if refuses == 0 or refuses == i and ARGV[3 * i + 1] == '1' and not full then
          redis.call('HSET', key, 'p', window.length)
          redis.call('HINCRBY', key, name(window.running), 1)
          window.counts[window.running] = (window.counts[window.running] or 0) + 1
          window.total = window.total + 1
        end
        redis.call('PEXPIRE', key, math.ceil(window.length * 14 / 1000) + 1000)
      end
      local answer = {refuses}
      for i in ipairs(KEYS) do
        local window = windows[i]
        local parts = {}
        for part in pairs(window.counts) do parts[#parts + 1] = part end
        table.sort(parts)
        local left, room, last = window.total, 0, 0
        for _, part in ipairs(parts) do
          left = left - window.counts[part]
          if window.counts[part] > 0 then last = (part + 13) * window.length - now end
          if room == 0 and left < window.limit then room = (part + 13) * window.length - now end
        end
        answer[#answer + 1] = window.total
        answer[#answer + 1] = last
        answer[#answer + 1] = room
      end
      return answer
      """;

  private static final int FIELDS = 3;

  private final Redis redis;
  private final UnaryOperator<byte[]> hash;
  private final InMemoryRateLimits here;
  private final NodeCount nodes;
  private final RedisSharing sharing;
  private final Supplier<Duration> skew;

  /**
   * @param hash makes a short keyed hash, the same on every node: nobody's address is told
   * @param here what this node admits, and holds while Redis is away
   * @param skew what tests add to the clock of Redis
   */
  RedisRateLimits(
      Redis redis,
      UnaryOperator<byte[]> hash,
      InMemoryRateLimits here,
      NodeCount nodes,
      RedisSharing sharing,
      Supplier<Duration> skew) {
    this.redis = redis;
    this.hash = hash;
    this.here = here;
    this.nodes = nodes;
    this.sharing = sharing;
    this.skew = skew;
  }

  @Override
  public Decision take(List<Charge> charges) {
    Optional<Decision> known = here.refusal(charges);
    if (known.isPresent()) {
      return known.get();
    }
    nodes.tellWhenDue();
    Optional<List<Long>> answer = redis.ask(commands -> ask(commands, charges));
    sharing.note(answer.isPresent());
    if (answer.isEmpty()) {
      return here.take(charges.stream().map(charge -> charge.shared(nodes.count())).toList());
    }
    Decision decision = decision(charges, answer.get());
    if (decision.admitted()) {
      here.count(charges);
    }
    return decision;
  }

  private List<Long> ask(RedisCommands<String, byte[]> commands, List<Charge> charges) {
    String[] keys =
        charges.stream()
            .map(charge -> Scripts.key("limit:", hash, charge.identity()))
            .toArray(String[]::new);
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(Scripts.text(skew.get().toNanos() / 1_000));
    for (Charge charge : charges) {
      arguments.add(Scripts.text(charge.limit().requests()));
      arguments.add(Scripts.text(charge.limit().period().toNanos() / 1_000));
      arguments.add(Scripts.text(charge.countsRefused() ? 1 : 0));
    }
    return Scripts.run(commands, SCRIPT, keys, arguments.toArray(byte[][]::new));
  }

  private static Decision decision(List<Charge> charges, List<Long> answer) {
    int refusing = answer.getFirst().intValue();
    if (refusing > 0) {
      return decision(charges, answer, refusing - 1, false);
    }
    Decision tightest = Decision.UNLIMITED;
    for (int i = 0; i < charges.size(); i++) {
      tightest = tightest.tighter(decision(charges, answer, i, true));
    }
    return tightest;
  }

  private static Decision decision(
      List<Charge> charges, List<Long> answer, int number, boolean admitted) {
    int limit = charges.get(number).limit().requests();
    long total = answer.get(1 + FIELDS * number);
    return new Decision(
        admitted,
        limit,
        (int) Math.max(0, limit - total),
        seconds(answer.get(2 + FIELDS * number)),
        admitted ? 0 : seconds(answer.get(3 + FIELDS * number)));
  }

  private static long seconds(long micros) {
    return Math.max(1, Math.ceilDiv(micros, 1_000_000L));
  }
}
