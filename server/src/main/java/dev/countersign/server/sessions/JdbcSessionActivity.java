package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.SessionId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When sessions were last used, in the table {@code sessions}. */
final class JdbcSessionActivity {
  // Locked in one order, as everywhere.
  private static final String WRITE =
      """
      with used as (
        select sessions.id, noted.at::timestamptz as at
        from unnest(:ids, :times) as noted (id, at)
        join sessions on sessions.id = noted.id
        where sessions.last_active_at < noted.at::timestamptz
        order by sessions.id
        for no key update of sessions
      )
      update sessions
      set last_active_at = used.at
      from used
      where sessions.id = used.id
      """;

  private final JdbcClient jdbc;

  JdbcSessionActivity(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All at once, in the caller's transaction. */
  int write(Map<SessionId, Instant> lastUsed) {
    UUID[] ids = lastUsed.keySet().stream().map(SessionId::value).toArray(UUID[]::new);
    String[] times =
        lastUsed.values().stream()
            .map(at -> at.atOffset(ZoneOffset.UTC).toString())
            .toArray(String[]::new);
    return jdbc.sql(WRITE).param("ids", ids).param("times", times).update();
  }
}
