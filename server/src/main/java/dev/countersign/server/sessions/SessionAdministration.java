package dev.countersign.server.sessions;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.users.Users;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an administrator does with others' sessions. Not to be called inside a transaction. */
public final class SessionAdministration {
  /** The longest time of grace. */
  public static final Duration GRACE_MAX = Duration.ofHours(1);

  /** How long a reason may be. */
  public static final int REASON_MAX = 200;

  private final Sessions sessions;
  private final SessionEnds ends;
  private final Users users;
  private final TenantTransactions transactions;

  SessionAdministration(
      Sessions sessions, SessionEnds ends, Users users, TenantTransactions transactions) {
    this.sessions = sessions;
    this.ends = ends;
    this.users = users;
    this.transactions = transactions;
  }

  /** How many sessions end, and when. */
  public record Ended(int count, Instant at) {}

  /** Somebody's active sessions, the newest first; empty where there is nobody of that id. */
  public Optional<List<ListedSession>> list(Caller administrator, UserId user) {
    return transactions.in(
        administrator.tenant(),
        () ->
            users
                .find(administrator.tenant(), user)
                .map(known -> sessions.list(administrator.tenant(), user)));
  }

  /**
   * Ends all sessions of these people after a time of grace, all in one commit. Ids of nobody are
   * passed over.
   *
   * @param reason in the administrator's words, which audit keeps sealed
   */
  public Ended end(Caller administrator, Collection<UserId> people, String reason, Duration grace) {
    return transactions.in(
        administrator.tenant(),
        () -> {
          Sessions.Ending ending =
              sessions.endAllOf(people, EndReason.ENDED_BY_ADMINISTRATOR, grace);
          Map<UserId, Long> ended =
              ending.sessions().stream()
                  .collect(Collectors.groupingBy(Session::user, Collectors.counting()));
          ended.forEach((user, count) ->
              ends.tell(
                  AuditEventType.SESSIONS_ENDED,
                  administrator,
                  user,
                  Map.of(
                      "sessions_ended",
                      count,
                      "grace_seconds",
                      grace.toSeconds(),
                      "reason",
                      EndReason.ENDED_BY_ADMINISTRATOR.wireName()),
                  Map.of("words", reason)));
          return new Ended(ending.sessions().size(), ending.at());
        });
  }
}
