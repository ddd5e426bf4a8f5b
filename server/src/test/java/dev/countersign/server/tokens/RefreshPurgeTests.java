package dev.countersign.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is deleted of refresh tokens, and when. */
class RefreshPurgeTests {
  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final TestClock clock = TestClock.at(Instant.now());
  private final RefreshPurge purge =
      new RefreshPurge(new JdbcRefreshTokens(store.jdbc()), store.transactions(), clock);

  @Test
  void forgetsASuccessorWhenItsWindowHasClosed() {
    insertSpentToken(clock.instant().plusSeconds(10), Duration.ofDays(7));
    purge.forgetSuccessors();
    assertThat(count("successor_sealed is not null")).isEqualTo(1);
    clock.advance(Duration.ofSeconds(11));
    purge.forgetSuccessors();
    assertThat(count("successor_sealed is not null")).isZero();
    // That it was spent is not forgotten.
    assertThat(count("used_at is not null")).isEqualTo(1);
  }

  @Test
  void deletesTokensADayAfterTheyExpired() {
    insertSpentToken(clock.instant(), Duration.ofHours(-25));
    insertSpentToken(clock.instant(), Duration.ofHours(-23));
    purge.purge();
    assertThat(count("true")).isEqualTo(1);
  }

  private void insertSpentToken(Instant until, Duration life) {
    UUID id = UUID.randomUUID();
    store
        .superuser()
        .sql(
            """
            with person as (
              insert into users
                (id, tenant_id, username, username_key, roles, status, created_at, updated_at)
              values (:id, :tenant, :id::text, :id::text, '{user}', 'active', now(), now())
              returning id, tenant_id
            ), sign_in as (
              insert into sessions
                (id, tenant_id, user_id, created_at, expires_at, last_active_at, idle_seconds)
              select id, tenant_id, id, now(), now() + interval '30 days', now(), 60
              from person
              returning id, tenant_id
            )
            insert into refresh_tokens
              (jti, tenant_id, session_id, issued_at, expires_at, used_at, successor_sealed,
                successor_until)
            select id, tenant_id, id, now(), :expires, now(), 'x', :until
            from sign_in
            """)
        .param("id", id)
        .param("tenant", TenantId.DEFAULT.value())
        .param("expires", clock.instant().plus(life).atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .update();
  }

  private int count(String condition) {
    return store
        .superuser()
        .sql("select count(*) from refresh_tokens where " + condition)
        .query(Integer.class)
        .single();
  }
}
