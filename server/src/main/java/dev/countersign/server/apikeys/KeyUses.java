package dev.countersign.server.apikeys;

import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.ratelimit.ClientNetwork;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What keys are used for. A request only adds to counts in memory; once a second all that was
 * counted is written in one statement. So a crash loses a second of it, and a request costs no
 * write. While the store is away the counts wait; there are never more of them than fit, and what
 * finds no room is itself counted. Thread-safe.
 */
public final class KeyUses {
  static final int ROOM = 20_000;
  private static final String UNKNOWN_ADDRESS = "unknown";

  private final InstantSource clock;
  private final int room;
  private final Map<Use, Count> uses = new ConcurrentHashMap<>();
  private final Map<Place, Seen> places = new ConcurrentHashMap<>();
  private final AtomicLong uncounted = new AtomicLong();

  KeyUses(InstantSource clock, int room) {
    this.clock = clock;
    this.room = room;
  }

  /**
   * One request as it was answered.
   *
   * @param endpoint the path with names for what varies in it
   */
  public record Request(
      String method,
      String endpoint,
      int status,
      long nanos,
      @Nullable String address,
      @Nullable String userAgent) {}

  /** What is counted together. */
  record Use(
      TenantId tenant, ApiKeyId key, LocalDate day, String method, String endpoint, int status) {}

  /** Where from, counted together. */
  record Place(
      TenantId tenant, ApiKeyId key, @Nullable UserId owner, LocalDate day, String network) {}

  /** Changed only while the map holds its entry. */
  static final class Count {
    private final long[] latency = new long[Latencies.BUCKETS];
    private long requests;

    long requests() {
      return requests;
    }

    long[] latency() {
      return latency.clone();
    }

    private Count add(long nanos) {
      requests++;
      latency[Latencies.bucketOf(nanos)]++;
      return this;
    }

    private Count add(Count other) {
      requests += other.requests;
      for (int bucket = 0; bucket < latency.length; bucket++) {
        latency[bucket] += other.latency[bucket];
      }
      return this;
    }
  }

  /** How often, and the last of them. */
  record Seen(long requests, Instant last, String address, @Nullable String userAgent) {
    Seen plus(Seen other) {
      Seen later = other.last.isBefore(last) ? this : other;
      return new Seen(requests + other.requests, later.last, later.address, later.userAgent);
    }
  }

  /** All that was counted since the last time. */
  record Batch(Map<Use, Count> uses, Map<Place, Seen> places) {
    boolean isEmpty() {
      return uses.isEmpty() && places.isEmpty();
    }
  }

  /** Counts one request. */
  public void note(ApiKey key, Request request) {
    Instant now = clock.instant();
    LocalDate day = now.atOffset(ZoneOffset.UTC).toLocalDate();
    Use use =
        new Use(
            key.tenant(), key.id(), day, request.method(), request.endpoint(), request.status());
    String address = request.address() == null ? UNKNOWN_ADDRESS : request.address();
    Place place = new Place(key.tenant(), key.id(), key.owner(), day, network(address));
    Seen seen = new Seen(1, now, address, request.userAgent());
    boolean counted =
        merge(uses, use, (_, known) -> (known == null ? new Count() : known).add(request.nanos()));
    if (!counted) {
      uncounted.incrementAndGet();
    }
    merge(places, place, (_, known) -> known == null ? seen : known.plus(seen));
  }

  /** Takes all counts out. Each request is in one batch and no other. */
  Batch take() {
    return new Batch(drained(uses), drained(places));
  }

  /** Puts back what could not be written. */
  void putBack(Batch batch) {
    batch.uses.forEach(
        (use, count) -> merge(uses, use, (_, known) -> known == null ? count : known.add(count)));
    batch.places.forEach((place, seen) ->
        merge(places, place, (_, known) -> known == null ? seen : known.plus(seen)));
  }

  /** How many requests found no room since the last time. */
  long takeUncounted() {
    return uncounted.getAndSet(0);
  }

  // The size is read beside the map's lock, so a few more than fit may get in.
  private <K, V> boolean merge(Map<K, V> map, K key, BiFunction<K, @Nullable V, V> change) {
    if (map.size() >= room && !map.containsKey(key)) {
      return false;
    }
    map.compute(key, change);
    return true;
  }

  private static <K, V> Map<K, V> drained(Map<K, V> map) {
    Map<K, V> taken = new HashMap<>();
    List<K> keys = new ArrayList<>(map.keySet());
    for (K key : keys) {
      V value = map.remove(key);
      if (value != null) {
        taken.put(key, value);
      }
    }
    return taken;
  }

  private static String network(String address) {
    return address.equals(UNKNOWN_ADDRESS) ? address : ClientNetwork.of(address);
  }
}
