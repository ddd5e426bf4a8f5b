package dev.countersign.api;

import java.util.List;

/**
 * Somebody's active sessions.
 *
 * @param sessions the newest first
 */
public record SessionsAnswer(List<SessionView> sessions) {
  public SessionsAnswer {
    sessions = Copies.of(sessions);
  }
}
