package dev.countersign.server.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.server.platform.redis.Redis;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Limits of several nodes together, counted in Redis by one script, by the clock of Redis.
 *
 * <p>Each node also counts what it admitted itself. A caller who has spent a whole limit at one
 * node is refused there without asking, so a flood does not reach Redis, and a Redis that has lost
 * everything frees nobody who stays at a node.
 *
 * <p>While Redis is away, each node admits its share of a limit: the limit divided by the nodes
 * that were there lately. In the first period it admits no more than its share of what was left
 * when Redis last answered it. Once Redis is back, each node tells it with the next request of a
 * caller what it has admitted meanwhile; and all that it has admitted, to a Redis that has lost it.
 *
 * <p>NOTE: what other nodes admitted to a caller between this node's last word from Redis and its
 * going away, and what they have not yet told it of after its return, this node cannot know. So a
 * caller who is at all nodes evenly gets a limit and a few more at most; one who moves to another
 * node the moment that Redis goes away gets that one's share besides, and a limit more by moving on
 * when an emptied Redis returns.
 */
final class RedisRateLimits implements RateLimits {
  // KEYS: a hash for each limit, of counts by part and of the length of a part, p.
  // The last is what tells this state of Redis from one that has lost it.
  // ARGV: the time of a test or nothing, the state that the node knows, a name for a new one, and
  // of
  // each limit how much it is, its period, whether refusals count, and what was admitted without
  // Redis. Answers -1 and the state, where it is another; else the number of the limit that
  // refuses,
  // or 0, and of each what counts now and the microseconds until the last of it is forgotten, and
  // until there is room.
  private static final String SCRIPT =
      """
      local state = redis.call('GET', KEYS[#KEYS])
      if not state then
        state = ARGV[3]
        redis.call('SET', KEYS[#KEYS], state)
      end
      if state ~= ARGV[2] then return {-1, tonumber(state)} end
      local keys = {unpack(KEYS, 1, #KEYS - 1)}
      local time = redis.call('TIME')
      local now = tonumber(ARGV[1]) or time[1] * 1000000 + time[2]
      local function name(part) return string.format('%.0f', part) end
      local windows = {}
      local refuses = 0
      for i, key in ipairs(keys) do
        local limit = tonumber(ARGV[4 * i])
        local length = math.ceil(ARGV[4 * i + 1] / 12)
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
        local untold = tonumber(ARGV[4 * i + 3])
        if untold > 0 then
          redis.call('HSET', key, 'p', length)
          counts[running] = redis.call('HINCRBY', key, name(running), untold)
          total = total + untold
        end
        windows[i] = {limit = limit, length = length, running = running, counts = counts,
            total = total}
        if refuses == 0 and total >= limit then refuses = i end
      end
      for i, key in ipairs(keys) do
        local window = windows[i]
        local full = (window.counts[window.running] or 0) >= window.limit
        if refuses == 0 or refuses == i and ARGV[4 * i + 2] == '1' and not full then
          redis.call('HSET', key, 'p', window.length)
          redis.call('HINCRBY', key, name(window.running), 1)
          window.counts[window.running] = (window.counts[window.running] or 0) + 1
          window.total = window.total + 1
        end
        redis.call('PEXPIRE', key, math.ceil(window.length * 14 / 1000) + 1000)
      end
      local answer = {refuses}
      for i in ipairs(keys) do
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

  private static final String STATE = "limits:state";
  private static final long STATES = 1L << 52;
  private static final int FIELDS = 3;

  private final Redis redis;
  private final UnaryOperator<byte[]> hash;
  private final InMemoryRateLimits here;
  private final NodeCount nodes;
  private final RedisSharing sharing;
  private final Optional<Ticker> time;
  private final AtomicLong state = new AtomicLong();

  /**
   * @param hash makes a short keyed hash, the same on every node: nobody's address is told
   * @param here what this node admits, and holds while Redis is away
   * @param time what tests have in place of the clock of Redis
   */
  RedisRateLimits(
      Redis redis,
      UnaryOperator<byte[]> hash,
      InMemoryRateLimits here,
      NodeCount nodes,
      RedisSharing sharing,
      Optional<Ticker> time) {
    this.redis = redis;
    this.hash = hash;
    this.here = here;
    this.nodes = nodes;
    this.sharing = sharing;
    this.time = time;
  }

  @Override
  public Optional<Decision> refusal(List<Charge> charges) {
    return here.refusal(charges);
  }

  @Override
  public Decision take(List<Charge> charges) {
    Optional<Decision> known =
        refusal(charges.stream().filter(charge -> !charge.countsRefused()).toList());
    if (known.isPresent()) {
      return known.get();
    }
    nodes.tellWhenDue();
    Optional<List<Long>> answer = ask(charges);
    sharing.note(answer.isPresent());
    if (answer.isEmpty()) {
      return here.takeApart(charges, nodes.count());
    }
    Decision decision = decision(charges, answer.get());
    for (int i = 0; i < charges.size(); i++) {
      long everywhere = answer.get().get(1 + FIELDS * i);
      here.hear(charges.get(i), decision.admitted(), everywhere, nodes.count());
    }
    return decision;
  }

  /** Asks again where Redis is another than it was, or has lost what it knew. */
  private Optional<List<Long>> ask(List<Charge> charges) {
    Optional<List<Long>> answer = askOnce(charges);
    if (answer.isPresent() && isElsewhere(answer.get())) {
      state.set(answer.get().get(1));
      answer = askOnce(charges);
    }
    return answer.filter(told -> !isElsewhere(told));
  }

  private static boolean isElsewhere(List<Long> answer) {
    return answer.getFirst() < 0;
  }

  private Optional<List<Long>> askOnce(List<Charge> charges) {
    long known = state.get();
    int[] untold = here.tell(charges, known);
    Optional<List<Long>> answer = redis.ask(commands -> ask(commands, charges, known, untold));
    if (answer.isEmpty() || isElsewhere(answer.get())) {
      here.owe(charges, untold);
    }
    return answer;
  }

  private List<Long> ask(
      RedisCommands<String, byte[]> commands, List<Charge> charges, long known, int[] untold) {
    String[] keys =
        Stream.concat(
                charges.stream().map(charge -> Scripts.key("limit:", hash, charge.identity())),
                Stream.of(STATE))
            .toArray(String[]::new);
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(time.map(ticker -> Scripts.text(ticker.read() / 1_000)).orElse(Scripts.text("")));
    arguments.add(Scripts.text(known));
    arguments.add(Scripts.text(ThreadLocalRandom.current().nextLong(1, STATES)));
    for (int i = 0; i < charges.size(); i++) {
      Charge charge = charges.get(i);
      arguments.add(Scripts.text(charge.limit().requests()));
      arguments.add(Scripts.text(charge.limit().period().toNanos() / 1_000));
      arguments.add(Scripts.text(charge.countsRefused() ? 1 : 0));
      arguments.add(Scripts.text(untold[i]));
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
