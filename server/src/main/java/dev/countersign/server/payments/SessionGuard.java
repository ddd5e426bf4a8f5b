package dev.countersign.server.payments;

import dev.countersign.server.access.Permission;
import dev.countersign.server.ledger.PostingGuard;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.users.Users;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The join of identity and money: inside the posting transaction it re-reads and share-locks the
 * people and then the sessions on whose word a batch would be posted, and asks what of their tokens
 * is revoked. A revocation takes the same locks exclusively, so the order of the commits decides.
 */
@Component
class SessionGuard implements PostingGuard {
  private final Users users;
  private final Sessions sessions;
  private final Revocations revocations;

  SessionGuard(Users users, Sessions sessions, Revocations revocations) {
    this.users = users;
    this.sessions = sessions;
    this.revocations = revocations;
  }

  @Override
  public Map<Request, Refusal> refused(Collection<Request> requests) {
    Set<UserId> people =
        requests.stream().map(request -> request.authority().user()).collect(Collectors.toSet());
    Set<SessionId> signIns =
        requests.stream().map(request -> request.authority().session()).collect(Collectors.toSet());
    Map<UserId, Users.Standing> standings = users.lockStanding(people);
    Set<SessionId> active = sessions.lockActive(signIns);
    Set<UUID> revoked = revoked(requests);
    Map<Request, Refusal> refused = new HashMap<>();
    for (Request request : requests) {
      reason(request, standings, active, revoked)
          .ifPresent(reason -> refused.put(request, Refusal.of(reason)));
    }
    return refused;
  }

  private Set<UUID> revoked(Collection<Request> requests) {
    return revocations.amongLocked(
        requests.stream().map(Request::tenant).collect(Collectors.toSet()),
        requests.stream()
            .flatMap(request -> request.authority().shown().stream())
            .collect(Collectors.toSet()));
  }

  private static Optional<Reason> reason(
      Request request,
      Map<UserId, Users.Standing> standings,
      Set<SessionId> active,
      Set<UUID> revoked) {
    Users.Standing standing = standings.get(request.authority().user());
    if (!active.contains(request.authority().session())
        || !Collections.disjoint(revoked, request.authority().shown())) {
      return Optional.of(Reason.SESSION_ENDED);
    }
    if (standing == null || !standing.isActive()) {
      return Optional.of(Reason.USER_DISABLED);
    }
    return standing.role().permissions().allow(needed(request.type()))
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
