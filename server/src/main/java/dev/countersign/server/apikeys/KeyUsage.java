package dev.countersign.server.apikeys;

import dev.countersign.api.ApiKeyUsage;
import dev.countersign.api.ApiKeyUsage.Address;
import dev.countersign.api.ApiKeyUsage.Day;
import dev.countersign.api.ApiKeyUsage.Endpoint;
import dev.countersign.api.ApiKeyUsage.Status;
import dev.countersign.server.access.Caller;
import dev.countersign.server.apikeys.JdbcKeyUses.UseRow;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a key was used for lately. */
public final class KeyUsage {
  /** How many days are kept, today included. */
  static final int DAYS = 30;

  private static final int ADDRESSES = 10;

  private final ApiKeys keys;
  private final JdbcKeyUses store;
  private final KeyPlaces places;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  KeyUsage(
      ApiKeys keys,
      JdbcKeyUses store,
      KeyPlaces places,
      TenantTransactions transactions,
      InstantSource clock) {
    this.keys = keys;
    this.store = store;
    this.places = places;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Empty where the caller has no such key. */
  public Optional<ApiKeyUsage> of(Caller caller, ApiKeyId id) {
    return transactions.in(
        caller.tenant(), () -> keys.find(caller, id).map(listed -> of(listed.key())));
  }

  private ApiKeyUsage of(ApiKey key) {
    LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate since = today.minusDays(DAYS - 1);
    List<UseRow> rows = store.uses(key.id(), since);
    List<Address> addresses =
        store.places(key.id(), since, ADDRESSES).stream()
            .map(row -> places.open(key, row))
            .flatMap(Optional::stream)
            .toList();
    return new ApiKeyUsage(
        key.id().text(),
        since,
        today,
        requests(rows),
        endpoints(rows),
        statuses(rows),
        days(rows, since, today),
        rows.isEmpty() ? null : Latencies.of(latency(rows)),
        addresses);
  }

  private record Called(String method, String endpoint) {}

  private static List<Endpoint> endpoints(List<UseRow> rows) {
    return rows.stream()
        .collect(Collectors.groupingBy(row -> new Called(row.method(), row.endpoint())))
        .entrySet()
        .stream()
        .map(entry ->
            new Endpoint(
                entry.getKey().method(),
                entry.getKey().endpoint(),
                requests(entry.getValue()),
                Latencies.of(latency(entry.getValue()))))
        .sorted(
            Comparator.comparingLong(Endpoint::requests)
                .reversed()
                .thenComparing(Endpoint::endpoint)
                .thenComparing(Endpoint::method))
        .toList();
  }

  private static List<Status> statuses(List<UseRow> rows) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                UseRow::status, TreeMap::new, Collectors.summingLong(UseRow::requests)))
        .entrySet()
        .stream()
        .map(entry -> new Status(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<Day> days(List<UseRow> rows, LocalDate since, LocalDate today) {
    Map<LocalDate, Long> counted =
        rows.stream()
            .collect(Collectors.groupingBy(UseRow::day, Collectors.summingLong(UseRow::requests)));
    return since
        .datesUntil(today.plusDays(1))
        .map(day -> new Day(day, counted.getOrDefault(day, 0L)))
        .toList();
  }

  private static long requests(Collection<UseRow> rows) {
    return rows.stream().mapToLong(UseRow::requests).sum();
  }

  private static long[] latency(Collection<UseRow> rows) {
    long[] all = new long[Latencies.BUCKETS];
    for (UseRow row : rows) {
      for (int bucket = 0; bucket < Math.min(all.length, row.latency().length); bucket++) {
        all[bucket] += row.latency()[bucket];
      }
    }
    return all;
  }
}
