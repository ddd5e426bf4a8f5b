package dev.countersign.server.apikeys;

import dev.countersign.server.apikeys.KeyUses.Count;
import dev.countersign.server.apikeys.KeyUses.Place;
import dev.countersign.server.apikeys.KeyUses.Seen;
import dev.countersign.server.apikeys.KeyUses.Use;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** The tables {@code api_key_usage}, {@code api_key_addresses} and {@code api_key_last_uses}. */
final class JdbcKeyUses {
  // One statement, with rows in one order, as other nodes add to the same.
  private static final String ADD =
      """
      with used as (
        insert into api_key_usage
          (tenant_id, key_id, day, method, endpoint, status, requests, latency)
        select tenant_id, key_id, day::date, method, endpoint, status, requests,
          string_to_array(latency, ',')::bigint[]
        from unnest(:use_tenants, :use_keys, :use_days, :methods, :endpoints, :statuses,
            :use_requests, :latencies)
          as use (tenant_id, key_id, day, method, endpoint, status, requests, latency)
        order by key_id, day, method, endpoint, status
        on conflict (key_id, day, method, endpoint, status) do update
        set requests = api_key_usage.requests + excluded.requests,
          latency = (
            select array_agg(coalesce(old, 0) + coalesce(new, 0) order by bucket)
            from unnest(api_key_usage.latency, excluded.latency)
              with ordinality as both_of (old, new, bucket))
      ), placed as (
        insert into api_key_addresses
          (tenant_id, key_id, day, address_index, origin_sealed, requests, last_seen)
        select tenant_id, key_id, day::date, address_index, origin_sealed, requests,
          last_seen::timestamptz
        from unnest(:place_tenants, :place_keys, :place_days, :indexes, :origins,
            :place_requests, :last_seen)
          as place (tenant_id, key_id, day, address_index, origin_sealed, requests, last_seen)
        order by key_id, day, address_index
        on conflict (key_id, day, address_index) do update
        set origin_sealed = excluded.origin_sealed,
          requests = api_key_addresses.requests + excluded.requests,
          last_seen = greatest(api_key_addresses.last_seen, excluded.last_seen)
      )
      insert into api_key_last_uses (key_id, tenant_id, last_used)
      select key_id, tenant_id, max(last_seen::timestamptz)
      from unnest(:place_tenants, :place_keys, :last_seen)
        as place (tenant_id, key_id, last_seen)
      group by key_id, tenant_id
      order by key_id
      on conflict (key_id) do update
      set last_used = greatest(api_key_last_uses.last_used, excluded.last_used)
      """;

  private static final String LIST_USES =
      """
      select day, method, endpoint, status, requests, latency
      from api_key_usage
      where key_id = :key and day >= :since
      order by day, method, endpoint, status
      """;

  private static final String LIST_ADDRESSES =
      """
      select (array_agg(origin_sealed order by last_seen desc))[1] as origin_sealed,
        sum(requests)::bigint as requests, max(last_seen) as last_seen
      from api_key_addresses
      where key_id = :key and day >= :since
      group by address_index
      order by max(last_seen) desc
      limit :limit
      """;

  private static final String PURGE_USES = "delete from api_key_usage where day < :before";
  private static final String PURGE_ADDRESSES = "delete from api_key_addresses where day < :before";

  private final JdbcClient jdbc;

  JdbcKeyUses(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Uses that were counted. */
  record Uses(Use use, Count count) {}

  /** A place that was seen, with what tells it from others and what it is, sealed. */
  @SuppressWarnings("ArrayRecordComponent") // Goes straight into columns; nobody compares two.
  record SealedPlace(Place place, Seen seen, byte[] index, byte[] origin) {}

  /** One row of uses. */
  @SuppressWarnings("ArrayRecordComponent") // Summed, never compared.
  record UseRow(
      LocalDate day, String method, String endpoint, int status, long requests, long[] latency) {}

  /** One row of places. */
  @SuppressWarnings("ArrayRecordComponent") // Opened, never compared.
  record PlaceRow(byte[] origin, long requests, Instant lastSeen) {}

  /** Adds to what was counted before, of all these tenants at once. */
  void add(List<Uses> uses, List<SealedPlace> places) {
    jdbc.sql(ADD)
        .param("use_tenants", column("uuid", uses, row -> row.use().tenant().value()))
        .param("use_keys", column("uuid", uses, row -> row.use().key().value()))
        .param("use_days", column("text", uses, row -> row.use().day().toString()))
        .param("methods", column("text", uses, row -> row.use().method()))
        .param("endpoints", column("text", uses, row -> row.use().endpoint()))
        .param("statuses", column("smallint", uses, row -> (short) row.use().status()))
        .param("use_requests", column("bigint", uses, row -> row.count().requests()))
        .param("latencies", column("text", uses, row -> list(row.count().latency())))
        .param("place_tenants", column("uuid", places, row -> row.place().tenant().value()))
        .param("place_keys", column("uuid", places, row -> row.place().key().value()))
        .param("place_days", column("text", places, row -> row.place().day().toString()))
        .param("indexes", bytes(places, SealedPlace::index))
        .param("origins", bytes(places, SealedPlace::origin))
        .param("place_requests", column("bigint", places, row -> row.seen().requests()))
        .param("last_seen", column("text", places, row -> row.seen().last().toString()))
        .update();
  }

  List<UseRow> uses(ApiKeyId key, LocalDate since) {
    return jdbc.sql(LIST_USES)
        .param("key", key.value())
        .param("since", since)
        .query((row, number) ->
            new UseRow(
                row.getObject("day", LocalDate.class),
                row.getString("method"),
                row.getString("endpoint"),
                row.getInt("status"),
                row.getLong("requests"),
                counts(row)))
        .list();
  }

  /** The latest first. */
  List<PlaceRow> places(ApiKeyId key, LocalDate since, int limit) {
    return jdbc.sql(LIST_ADDRESSES)
        .param("key", key.value())
        .param("since", since)
        .param("limit", limit)
        .query((row, number) ->
            new PlaceRow(
                row.getBytes("origin_sealed"),
                row.getLong("requests"),
                RowTime.read(row, "last_seen")))
        .list();
  }

  int purge(LocalDate before) {
    return jdbc.sql(PURGE_USES).param("before", before).update()
        + jdbc.sql(PURGE_ADDRESSES).param("before", before).update();
  }

  private static <T> SqlArrayValue column(String type, List<T> rows, Function<T, Object> value) {
    return new SqlArrayValue(type, rows.stream().map(value).toArray());
  }

  private static <T> SqlArrayValue bytes(List<T> rows, Function<T, byte[]> value) {
    // The driver takes them for bytes only if the array says so itself.
    return new SqlArrayValue("bytea", (Object[]) rows.stream().map(value).toArray(byte[][]::new));
  }

  private static String list(long[] counts) {
    return Arrays.stream(counts).mapToObj(Long::toString).collect(Collectors.joining(","));
  }

  private static long[] counts(ResultSet row) throws SQLException {
    Long[] counts = (Long[]) row.getArray("latency").getArray();
    return Arrays.stream(counts).mapToLong(Long::longValue).toArray();
  }
}
