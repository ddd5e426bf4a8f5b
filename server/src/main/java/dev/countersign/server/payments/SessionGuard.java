package dev.countersign.server.payments;

import dev.countersign.server.access.Permission;
import dev.countersign.server.ledger.PostingGuard;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.users.Users;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The join of identity and money: inside the posting transaction it re-reads and share-locks the
 * people and then the sessions on whose word a batch would be posted. A revocation takes the same
 * rows exclusively, so the order of the commits decides.
 */
@Component
class SessionGuard implements PostingGuard {
  private final Users users;
  private final Sessions sessions;

  SessionGuard(Users users, Sessions sessions) {
    this.users = users;
    this.sessions = sessions;
  }

  @Override
  public Map<Request, Refusal> refused(Collection<Request> requests) {
    Set<UserId> people =
        requests.stream().map(request -> request.authority().user()).collect(Collectors.toSet());
    Set<SessionId> signIns =
        requests.stream().map(request -> request.authority().session()).collect(Collectors.toSet());
    Map<UserId, Users.Standing> standings = users.lockStanding(people);
    Set<SessionId> active = sessions.lockActive(signIns);
    Map<Request, Refusal> refused = new HashMap<>();
    for (Request request : requests) {
      reason(request, standings, active)
          .ifPresent(reason -> refused.put(request, Refusal.of(reason)));
    }
    return refused;
  }

  private static Optional<Reason> reason(
      Request request, Map<UserId, Users.Standing> standings, Set<SessionId> active) {
    Users.Standing standing = standings.get(request.authority().user());
    if (!active.contains(request.authority().session())) {
      return Optional.of(Reason.SESSION_ENDED);
    }
    if (standing == null || !standing.isActive()) {
      return Optional.of(Reason.USER_DISABLED);
    }
    return standing.role().permissions().contains(needed(request.type()))
        ? Optional.empty()
        : Optional.of(Reason.PERMISSION_DENIED);
  }

  private static Permission needed(Transfer.Type type) {
    return switch (type) {
      case PAYMENT -> Permission.PAY;
      case DEPOSIT, WITHDRAWAL, TRANSACTION -> Permission.ADMINISTER;
    };
  }
}
