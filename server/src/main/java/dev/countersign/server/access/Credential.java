package dev.countersign.server.access;

import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.UserId;
import java.util.UUID;

/** By what a caller is known. */
public sealed interface Credential {
  /** What identifies it. */
  UUID id();

  /** A person's sign-in. */
  record Session(SessionId session) implements Credential {
    @Override
    public UUID id() {
      return session.value();
    }
  }

  /** A key of a person, or of nobody: a service's. */
  record ApiKey(ApiKeyId key) implements Credential {
    @Override
    public UUID id() {
      return key.value();
    }
  }

  /** A program that came by itself. */
  record Client(ClientId client) implements Credential {
    @Override
    public UUID id() {
      return client.value();
    }
  }

  /** The key of whoever runs the service. */
  record Operator() implements Credential {
    private static final UUID ID = new UUID(0, 0);

    @Override
    public UUID id() {
      return ID;
    }
  }

  /**
   * What somebody has the service pay later, when they are not there.
   *
   * @param occurrence which of its payments, counted from 0
   */
  record Schedule(ScheduleId schedule, int occurrence) implements Credential {
    @Override
    public UUID id() {
      return schedule.value();
    }
  }

  /**
   * A session in which somebody sees what another person sees.
   *
   * @param session what is seen through, and ends it
   * @param by who really calls
   */
  record Impersonation(SessionId session, UserId by) implements Credential {
    @Override
    public UUID id() {
      return session.value();
    }
  }
}
