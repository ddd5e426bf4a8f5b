package dev.countersign.server.revocation;

import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What a million revocations cost a node: memory, and time at each request. Lives in the package of
 * what it measures, for that shows itself to nobody else.
 *
 * <pre>
 * java -Xmx1g -XX:+UseCompactObjectHeaders -cp "$CP" dev.countersign.server.revocation.RevokedIdsRun [ids]
 * </pre>
 */
public final class RevokedIdsRun {
  private static final int ASKED = 2_000_000;

  private RevokedIdsRun() {}

  static void main(String[] args) {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    UUID[] revoked = ids(count, 1);
    UUID[] good = ids(count, 2);
    Instant expires = Instant.ofEpochSecond(1_800_000_000);

    long before = heap();
    RevokedIds compact = new RevokedIds();
    long begun = System.nanoTime();
    for (UUID id : revoked) {
      compact.add(id, expires);
    }
    long filled = System.nanoTime() - begun;
    report("flat arrays", heap() - before, count);
    System.out.printf("  filled in %d ms%n", filled / 1_000_000);
    askAll("flat arrays", compact::contains, revoked, good);

    before = heap();
    Map<UUID, Instant> map = new ConcurrentHashMap<>();
    for (UUID id : revoked) {
      // As a row of the store would come: an id and a time of its own.
      map.put(
          new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()),
          Instant.ofEpochSecond(expires.getEpochSecond()));
    }
    report("ConcurrentHashMap<UUID, Instant>", heap() - before, count);
    askAll("ConcurrentHashMap<UUID, Instant>", map::containsKey, revoked, good);

    begun = System.nanoTime();
    compact.dropExpiredBefore(expires.plusSeconds(1));
    System.out.printf(
        "flat arrays: everything dropped in %d ms, %d left%n",
        (System.nanoTime() - begun) / 1_000_000, compact.size());
  }

  private static void report(String what, long bytes, int count) {
    System.out.printf(
        "%s: %d ids in %.1f MB, %.1f bytes each%n",
        what, count, bytes / 1e6, (double) bytes / count);
  }

  private static void askAll(String what, Predicate<UUID> set, UUID[] revoked, UUID[] good) {
    for (int warm = 0; warm < 3; warm++) {
      ask(set, revoked);
      ask(set, good);
    }
    System.out.printf(
        "%s: %.0f ns to find a revoked id, %.0f ns to find that an id is good%n",
        what, ask(set, revoked), ask(set, good));
  }

  private static double ask(Predicate<UUID> set, UUID[] ids) {
    Random random = new Random(3);
    int hits = 0;
    long begun = System.nanoTime();
    for (int asked = 0; asked < ASKED; asked++) {
      if (set.test(ids[random.nextInt(ids.length)])) {
        hits++;
      }
    }
    long nanos = System.nanoTime() - begun;
    if (hits != 0 && hits != ASKED) {
      throw new IllegalStateException("some ids were told apart wrongly: " + hits);
    }
    return (double) nanos / ASKED;
  }

  /** Version 7 UUIDs of a quarter of an hour, as the service makes them. */
  private static UUID[] ids(int count, long seed) {
    Random random = new Random(seed);
    UUID[] ids = new UUID[count];
    for (int index = 0; index < count; index++) {
      long millis = 1_790_000_000_000L + random.nextInt(900_000);
      long high = (millis << 16) | 0x7000 | random.nextInt(0x1000);
      long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
      ids[index] = new UUID(high, low);
    }
    return ids;
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    for (int round = 0; round < 4; round++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
