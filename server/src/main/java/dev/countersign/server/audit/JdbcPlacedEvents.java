package dev.countersign.server.audit;

import dev.countersign.server.platform.id.EventId;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.RowTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads events in the order of their places, without what only proves them. */
@Component
class JdbcPlacedEvents {
  private static final String SIZE =
      """
      select coalesce(max(place) + 1, 0)
      from audit_log
      """;

  private static final String PLACES =
      """
      select place, event_id
      from audit_log
      where place >= :from and place < :before
      order by place
      """;

  private static final String PLACES_OF =
      """
      select place, event_id
      from audit_log
      where event_id = any(:ids)
      """;

  // Joined to the list of ids, not compared with it: so each id goes to its own month alone.
  private static final String EVENTS =
      """
      select
        event.id, tenant_id, type, severity, occurred_at, actor_type, actor_id, target_type,
        target_id, session_id, request_id, metadata::text as metadata, person_id
      from unnest(:ids) as wanted (id)
      join audit_events as event on event.id = wanted.id
      """;

  private static final String IDS_WITHIN =
      """
      select id
      from audit_events
      where tenant_id = :tenant and id > :from and id < :before
      order by id
      limit :limit
      """;

  private final JdbcClient jdbc;

  JdbcPlacedEvents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long size() {
    return jdbc.sql(SIZE).query(Long.class).single();
  }

  List<PlacedEvent> between(long from, long before) {
    List<Place> places =
        jdbc.sql(PLACES)
            .param("from", from)
            .param("before", before)
            .query((row, number) -> place(row))
            .list();
    return events(places);
  }

  /** In no order; those without a place are left out. */
  List<PlacedEvent> find(Collection<UUID> ids) {
    return ids.isEmpty()
        ? List.of()
        : events(
            jdbc.sql(PLACES_OF)
                .param("ids", JdbcAuditRows.uuids(ids))
                .query((row, number) -> place(row))
                .list());
  }

  List<PlacedEvent> within(TenantId tenant, UUID from, UUID before, int limit) {
    List<UUID> ids =
        jdbc.sql(IDS_WITHIN)
            .param("tenant", tenant.value())
            .param("from", from)
            .param("before", before)
            .param("limit", limit)
            .query((row, number) -> row.getObject("id", UUID.class))
            .list();
    Map<UUID, PlacedEvent> found = HashMap.newHashMap(ids.size());
    find(ids).forEach(event -> found.put(event.event().id().value(), event));
    return ids.stream().filter(found::containsKey).map(found::get).toList();
  }

  /** The smallest id of a moment. */
  static UUID floor(Instant moment) {
    return new UUID(Math.max(0, moment.toEpochMilli()) << 16, 0);
  }

  private record Place(long number, UUID event) {}

  private List<PlacedEvent> events(List<Place> places) {
    if (places.isEmpty()) {
      return List.of();
    }
    Map<UUID, Long> numbers = HashMap.newHashMap(places.size());
    places.forEach(place -> numbers.put(place.event(), place.number()));
    Map<UUID, PlacedEvent> events = HashMap.newHashMap(places.size());
    jdbc.sql(EVENTS)
        .param("ids", JdbcAuditRows.uuids(numbers.keySet()))
        .query((row, number) -> read(row, numbers))
        .list()
        .forEach(event -> events.put(event.event().id().value(), event));
    List<PlacedEvent> ordered = new ArrayList<>(places.size());
    for (Place place : places) {
      PlacedEvent event = events.get(place.event());
      if (event == null) {
        throw new IllegalStateException("place " + place.number() + " has no event");
      }
      ordered.add(event);
    }
    return ordered;
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(row.getLong("place"), row.getObject("event_id", UUID.class));
  }

  private static PlacedEvent read(ResultSet row, Map<UUID, Long> numbers) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    long place = numbers.getOrDefault(id, -1L);
    @Nullable UUID session = row.getObject("session_id", UUID.class);
    String targetType = row.getString("target_type");
    String target = row.getString("target_id");
    return new PlacedEvent(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        place,
        new RecordedEvent(
            new EventId(id),
            place,
            row.getString("type"),
            Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
            RowTime.read(row, "occurred_at"),
            row.getString("actor_type"),
            row.getObject("actor_id", UUID.class),
            targetType == null || target == null ? null : new AuditEvent.Target(targetType, target),
            session == null ? null : new SessionId(session),
            row.getString("request_id"),
            MetadataJson.read(row.getString("metadata")),
            row.getObject("person_id", UUID.class),
            Map.of()));
  }
}
