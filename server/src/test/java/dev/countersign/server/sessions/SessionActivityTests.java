package dev.countersign.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What using a session does to it. */
class SessionActivityTests extends StoredSessions {
  @Test
  void lastsWhileItIsUsedAndEndsWhenIdle() {
    SessionId session = start();
    clock.advance(Duration.ofDays(6));
    activity.note(TenantId.DEFAULT, session);
    clock.advance(Duration.ofDays(6));
    assertThat(active(session)).containsExactly(session);
    clock.advance(Duration.ofDays(1));
    assertThat(active(session)).isEmpty();
  }

  @Test
  void writesTheLastUseOnceAMinuteForAllSessionsAtOnce() {
    SessionId one = start();
    SessionId other = start();
    clock.advance(Duration.ofSeconds(30));
    for (int request = 0; request < 1_000; request++) {
      activity.note(TenantId.DEFAULT, one);
    }
    clock.advance(Duration.ofSeconds(5));
    activity.note(TenantId.DEFAULT, other);
    assertThat(stored(one)).isEqualTo("2026-11-21T10:00:00Z");
    activity.write();
    assertThat(stored(one)).isEqualTo("2026-11-21T10:00:30Z");
    assertThat(stored(other)).isEqualTo("2026-11-21T10:00:35Z");

    store.superuser().sql("update sessions set last_active_at = created_at").update();
    activity.write();
    assertThat(stored(one)).as("nothing new, so nothing written").isEqualTo("2026-11-21T10:00:00Z");
  }

  @Test
  void keepsNotesForAStoreThatIsAway() {
    SessionId session = start();
    AtomicBoolean away = new AtomicBoolean(true);
    SessionActivity shaky =
        new SessionActivity(
            (tenants, lastUsed) -> {
              if (away.get()) {
                throw new IllegalStateException("away");
              }
              store
                  .transactions()
                  .in(tenants, () -> new JdbcSessionActivity(store.jdbc()).write(lastUsed));
            },
            clock);
    clock.advance(Duration.ofSeconds(30));
    shaky.note(TenantId.DEFAULT, session);
    assertThatThrownBy(shaky::write).hasMessage("away");
    away.set(false);
    shaky.write();
    assertThat(stored(session)).isEqualTo("2026-11-21T10:00:30Z");
  }

  private String stored(SessionId session) {
    return store
        .superuser()
        .sql("select last_active_at from sessions where id = :id")
        .param("id", session.value())
        .query(OffsetDateTime.class)
        .single()
        .toInstant()
        .toString();
  }
}
