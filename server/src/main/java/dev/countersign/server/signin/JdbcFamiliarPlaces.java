package dev.countersign.server.signin;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RowTime;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code familiar_places}. Works in the caller's transaction. */
@Component
final class JdbcFamiliarPlaces {
  private static final String IS_FAMILIAR =
      """
      select exists (
        select 1
        from familiar_places
        where user_id = :user and place_hash = :place and seen_at > :since)
      """;

  // Neither writes nor locks anything where the place was seen lately.
  private static final String REMEMBER =
      """
      insert into familiar_places (tenant_id, user_id, place_hash, seen_at)
      select :tenant, :user, :place, :now
      where not exists (
        select 1
        from familiar_places
        where user_id = :user and place_hash = :place and seen_at > :lately)
      on conflict (tenant_id, user_id, place_hash) do update set seen_at = excluded.seen_at
      """;

  private static final String KEEP_NEWEST =
      """
      delete from familiar_places
      where user_id = :user
        and place_hash = any (array(
          select place_hash
          from familiar_places
          where user_id = :user
          order by seen_at desc, place_hash
          offset :most))
      """;

  private static final String PURGE = "delete from familiar_places where seen_at < :before";

  private final JdbcClient jdbc;

  JdbcFamiliarPlaces(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean isFamiliar(UserId user, byte[] place, Instant since) {
    return jdbc.sql(IS_FAMILIAR)
        .param("user", user.value())
        .param("place", place)
        .param("since", RowTime.parameter(since))
        .query(Boolean.class)
        .single();
  }

  /** Remembers a place unless it was seen lately; whether anything was written. */
  boolean remember(TenantId tenant, UserId user, byte[] place, Instant now, Instant lately) {
    return jdbc.sql(REMEMBER)
            .param("tenant", tenant.value())
            .param("user", user.value())
            .param("place", place)
            .param("now", RowTime.parameter(now))
            .param("lately", RowTime.parameter(lately))
            .update()
        > 0;
  }

  void keepNewest(UserId user, int most) {
    jdbc.sql(KEEP_NEWEST).param("user", user.value()).param("most", most).update();
  }

  int purge(Instant before) {
    return jdbc.sql(PURGE).param("before", RowTime.parameter(before)).update();
  }
}
