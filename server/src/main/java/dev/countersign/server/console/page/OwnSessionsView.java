package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody is signed in.
 *
 * @param notice what has just been done, in a sentence
 */
public record OwnSessionsView(List<SessionRow> sessions, @Nullable String notice) {
  public OwnSessionsView {
    sessions = List.copyOf(sessions);
  }

  public boolean hasOthers() {
    return sessions.stream().anyMatch(session -> !session.current());
  }
}
