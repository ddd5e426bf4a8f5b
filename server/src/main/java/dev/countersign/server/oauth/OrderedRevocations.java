package dev.countersign.server.oauth;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.oauth.Ordered.Done;
import dev.countersign.server.oauth.Ordered.Subject;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.revocation.Revocation;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.sessions.EndReason;
import dev.countersign.server.sessions.Session;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.tokens.Tokens;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Carries out what administrators want revoked. */
@Component
class OrderedRevocations {
  // Few enough that nobody waits long for the rows, or for the memory.
  private static final int SESSIONS_AT_ONCE = 5_000;

  private final Tokens tokens;
  private final Sessions sessions;
  private final Revocations revocations;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final InstantSource clock;

  OrderedRevocations(
      Tokens tokens,
      Sessions sessions,
      Revocations revocations,
      TenantTransactions transactions,
      AuditTrail audit,
      InstantSource clock) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.revocations = revocations;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /** Empty where there is nothing of that id any more. Not inside a transaction. */
  Optional<Done> revoke(Caller caller, Ordered order) {
    return switch (order.subject()) {
      case Subject.Token(UUID id) ->
          transactions.in(caller.tenant(), () -> revokeToken(caller, id, order));
      case Subject.Session(SessionId id) ->
          transactions.in(caller.tenant(), () -> endSession(caller, id, order));
      case Subject.User(UserId id) ->
          transactions.in(caller.tenant(), () -> endAllOf(caller, id, order));
      case Subject.Tenant _ -> Optional.of(revokeTenants(caller, Set.of(caller.tenant()), order));
      case Subject.Everything _ -> {
        if (!caller.tenant().equals(TenantId.DEFAULT)) {
          throw new ProblemException(
              ErrorCode.FORBIDDEN, "Only an administrator of the first tenant may do this.");
        }
        yield Optional.of(revokeTenants(caller, tokens.tenantsWithKeys(), order));
      }
    };
  }

  private Optional<Done> revokeToken(Caller caller, UUID id, Ordered order) {
    Optional<Tokens.IssuedAccess> issued = tokens.findAccess(id);
    if (issued.isEmpty()) {
      return Optional.empty();
    }
    Instant now = StoredTime.now(clock);
    Instant effective = now.plus(order.grace());
    UserId user = sessions.find(issued.get().session()).map(Session::user).orElse(null);
    revocations.revoke(
        List.of(
            new Revocation(
                id,
                caller.tenant(),
                Revocation.Kind.ACCESS_TOKEN,
                user,
                now,
                effective,
                issued.get().expiresAt(),
                order.reason())));
    tell(caller, caller.tenant(), user, order, Map.of("kind", "token", "token", id.toString()));
    return Optional.of(new Done(effective, 0, 0));
  }

  private Optional<Done> endSession(Caller caller, SessionId id, Ordered order) {
    Instant now = StoredTime.now(clock);
    Optional<Session> session = sessions.lockAlone(id);
    if (session.isEmpty()) {
      return Optional.empty();
    }
    sessions.end(id, EndReason.ENDED_BY_ADMINISTRATOR, order.grace());
    tell(
        caller,
        caller.tenant(),
        session.get().user(),
        order,
        Map.of("kind", "session", "session", id.text()));
    return Optional.of(new Done(now.plus(order.grace()), 1, 0));
  }

  private Optional<Done> endAllOf(Caller caller, UserId user, Ordered order) {
    List<SessionId> ended = sessions.endAllOf(user, EndReason.ENDED_BY_ADMINISTRATOR);
    if (ended.isEmpty()) {
      return Optional.empty();
    }
    tell(caller, caller.tenant(), user, order, Map.of("kind", "user", "sessions", ended.size()));
    return Optional.of(new Done(StoredTime.now(clock), ended.size(), 0));
  }

  // The keys come first: from their commit on nothing that was issued is good, however many
  // sessions there are to end after it.
  private Done revokeTenants(Caller caller, Set<TenantId> tenants, Ordered order) {
    Instant now = StoredTime.now(clock);
    int keys = 0;
    int ended = 0;
    for (TenantId tenant : tenants) {
      keys += transactions.in(tenant, () -> revokeKeys(caller, tenant, order));
    }
    for (TenantId tenant : tenants) {
      ended += endSessions(tenant);
    }
    return new Done(now, ended, keys);
  }

  private int revokeKeys(Caller caller, TenantId tenant, Ordered order) {
    int keys = tokens.revokeKeys(tenant, order.reason());
    tell(caller, tenant, null, order, Map.of("kind", "tenant", "keys", keys));
    return keys;
  }

  private int endSessions(TenantId tenant) {
    int ended = 0;
    List<SessionId> some = List.of();
    do {
      SessionId last = some.isEmpty() ? null : some.getLast();
      some =
          transactions.in(
              tenant,
              () ->
                  sessions.endSomeIn(
                      tenant, last, EndReason.ENDED_BY_ADMINISTRATOR, SESSIONS_AT_ONCE));
      ended += some.size();
    } while (some.size() == SESSIONS_AT_ONCE);
    return ended;
  }

  private void tell(
      Caller caller, TenantId tenant, @Nullable UserId user, Ordered order, Map<String, ?> facts) {
    // In another tenant's trail the administrator is nobody of theirs.
    boolean theirs = caller.tenant().equals(tenant);
    AuditEvent event =
        Happening.about(
                tenant, AuditEventType.TOKENS_REVOKED, user, Map.of("reason", order.reason()))
            .with(facts);
    audit.record(theirs ? event.by(caller) : event);
  }
}
