package dev.countersign.server.oauth;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What an administrator wants revoked. */
record Ordered(Subject subject, String reason, Duration grace) {
  /** Whose or what. */
  sealed interface Subject {
    record Token(UUID id) implements Subject {}

    record Session(SessionId id) implements Subject {}

    record User(UserId id) implements Subject {}

    /** The administrator's own. */
    record Tenant() implements Subject {}

    record Everything() implements Subject {}
  }

  /** What came of it. */
  record Done(Instant effectiveAt, int sessions, int keys) {}
}
