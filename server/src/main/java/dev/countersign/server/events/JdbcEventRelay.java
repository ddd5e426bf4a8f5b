package dev.countersign.server.events;

import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code event_relay}. Works in the caller's transaction, across tenants. */
@Component
class JdbcEventRelay {
  private static final String LOCK =
      """
      select coalesce(place, -1)
      from event_relay
      for update skip locked
      """;

  private static final String MOVE =
      """
      update event_relay
      set place = :place
      """;

  private final JdbcClient jdbc;

  JdbcEventRelay(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How far the relay is. */
  record Position(OptionalLong next) {}

  /** Locks the relay until the transaction's end; empty where another node has it. */
  Optional<Position> lock() {
    return jdbc.sql(LOCK)
        .query((row, number) -> row.getLong(1))
        .optional()
        .map(place -> new Position(place < 0 ? OptionalLong.empty() : OptionalLong.of(place)));
  }

  void moveTo(long place) {
    jdbc.sql(MOVE).param("place", place).update();
  }
}
