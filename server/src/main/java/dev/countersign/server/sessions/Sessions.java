package dev.countersign.server.sessions;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.TypedId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.sessions.JdbcSessions.Bound;
import dev.countersign.server.sessions.JdbcSessions.Known;
import dev.countersign.server.sessions.JdbcSessions.Locked;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Starts and ends sessions, and answers, under lock, which are active. All of it happens in the
 * caller's transaction. Thread-safe.
 */
public final class Sessions {
  private final JdbcSessions store;
  private final SessionOrigins origins;
  private final SessionActivity activity;
  private final SessionEnds ends;
  private final ApplicationEventPublisher events;
  private final SessionSettings settings;
  private final InstantSource clock;
  private final IdGenerator ids;

  Sessions(
      JdbcSessions store,
      SessionOrigins origins,
      SessionActivity activity,
      SessionEnds ends,
      ApplicationEventPublisher events,
      SessionSettings settings,
      InstantSource clock,
      IdGenerator ids) {
    this.store = store;
    this.origins = origins;
    this.activity = activity;
    this.ends = ends;
    this.events = events;
    this.settings = settings;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Begins a session. The caller holds the person's row locked, so nobody disables them meanwhile.
   * Where as many as may are active, the oldest ends in the same commit; somebody known on other
   * devices only has a {@link NewDeviceSignIn}.
   */
  public Session start(TenantId tenant, UserId user, Lifetime lifetime, Device device) {
    return start(tenant, user, lifetime, device, null);
  }

  Session start(
      TenantId tenant,
      UserId user,
      Lifetime lifetime,
      Device device,
      byte @Nullable [] secretHash) {
    Instant now = StoredTime.now(clock);
    SessionId id = new SessionId(ids.next());
    Session session =
        new Session(id, tenant, user, now, now.plus(lifetime.absolute()), now, lifetime.idle());
    store.lockSignInsOf(user);
    makeRoom(user, now);
    SessionOrigins.Sealed origin = origins.seal(tenant, user, device);
    Known known = store.knownDevices(user, origin.deviceIndex());
    store.insert(session, origin, secretHash);
    if (known.any() && !known.thisOne()) {
      events.publishEvent(new NewDeviceSignIn(tenant, user, id, now, device));
    }
    return session;
  }

  private void makeRoom(UserId user, Instant now) {
    List<Session> active =
        store.lockActiveOf(List.of(user), now).stream()
            .filter(session -> isActive(session, now))
            .sorted(Comparator.comparing(Session::createdAt).thenComparing(s -> s.id().value()))
            .toList();
    int tooMany = active.size() - settings.perUser() + 1;
    if (tooMany > 0) {
      List<Session> oldest = active.subList(0, tooMany);
      ends.end(oldest, EndReason.MAXIMUM_SESSIONS_EXCEEDED, now);
      oldest.forEach(session ->
          ends.tell(
              AuditEventType.SESSION_ENDED,
              session,
              Map.of("reason", EndReason.MAXIMUM_SESSIONS_EXCEEDED.wireName())));
    }
  }

  /**
   * Ends a session; false where it had ended already. It is refused everywhere from the commit on.
   */
  public boolean end(SessionId session, EndReason reason) {
    return end(session, reason, Duration.ZERO);
  }

  /** The same after a time of grace; what would have ended before does. */
  public boolean end(SessionId session, EndReason reason, Duration grace) {
    List<Locked> locked = store.lockAlone(List.of(session));
    Instant now = StoredTime.now(clock);
    List<Session> active = unended(locked, now).toList();
    ends.end(active, reason, now, now.plus(grace));
    return !active.isEmpty();
  }

  /** The same for a session that must be somebody's; false for anybody else's too. */
  boolean end(UserId owner, SessionId session, EndReason reason) {
    List<Locked> locked = store.lockAlone(List.of(session));
    Instant now = StoredTime.now(clock);
    List<Session> active =
        unended(locked, now).filter(found -> found.user().equals(owner)).toList();
    ends.end(active, reason, now);
    return !active.isEmpty();
  }

  /** Ends all sessions of a person, and names them. */
  public List<SessionId> endAllOf(UserId user, EndReason reason) {
    return endOthersOf(user, null, reason);
  }

  /** Ends all sessions of a person but one, where there is one to keep, and names them. */
  public List<SessionId> endOthersOf(UserId user, @Nullable SessionId keep, EndReason reason) {
    Instant now = StoredTime.now(clock);
    return endOthersOf(List.of(user), keep, reason, now, now).stream().map(Session::id).toList();
  }

  /** Sessions that end at a moment. */
  record Ending(List<Session> sessions, Instant at) {}

  /**
   * Ends all sessions of several people after a time of grace, and names them. They are refused
   * everywhere from that moment on; what would have ended before does.
   */
  Ending endAllOf(Collection<UserId> users, EndReason reason, Duration grace) {
    Instant now = StoredTime.now(clock);
    Instant at = now.plus(grace);
    return new Ending(endOthersOf(users, null, reason, now, at), at);
  }

  private List<Session> endOthersOf(
      Collection<UserId> users,
      @Nullable SessionId keep,
      EndReason reason,
      Instant now,
      Instant at) {
    List<Session> ending =
        store.lockActiveOf(users, now).stream()
            .filter(session -> !session.id().equals(keep))
            .filter(session -> isActive(session, now))
            .toList();
    ends.end(ending, reason, now, at);
    return ending;
  }

  /**
   * Ends active sessions of a tenant, so many at most, and names them. Their ids rise, and the next
   * call goes on from the last of them.
   *
   * @param after where to go on from; none for the first
   */
  public List<SessionId> endSomeIn(
      TenantId tenant, @Nullable SessionId after, EndReason reason, int max) {
    Instant now = StoredTime.now(clock);
    UUID from = TypedId.valueOrFirst(after);
    List<Session> ending = store.lockSomeIn(tenant, from, max, now);
    ends.end(ending, reason, now);
    return ending.stream().map(Session::id).toList();
  }

  /** A session, whether it lasts or not. */
  public Optional<Session> find(SessionId session) {
    return store.find(session);
  }

  /**
   * Which of these sessions are active, with their rows locked in share mode until the caller's
   * transaction ends: whoever ends one of them waits for that, or has been seen.
   */
  public Set<SessionId> lockActive(Collection<SessionId> sessions) {
    if (sessions.isEmpty()) {
      return Set.of();
    }
    return active(store.lockShared(sessions)).map(Session::id).collect(Collectors.toSet());
  }

  /** The same with others' statements. */
  public Supplier<Set<SessionId>> lockActive(Collection<SessionId> sessions, RoundTrip trip) {
    Supplier<List<Locked>> locked = JdbcSessions.lockShared(sessions, trip);
    return () -> active(locked.get()).map(Session::id).collect(Collectors.toSet());
  }

  /** An active session, locked likewise. */
  public Optional<Session> lockActive(SessionId session) {
    return active(store.lockShared(List.of(session))).findFirst();
  }

  /** An active session, locked so that everybody else who locks it waits. */
  public Optional<Session> lockAlone(SessionId session) {
    return active(store.lockAlone(List.of(session))).findFirst();
  }

  // By a time behind the locks: what ended while this waited for them has ended.
  private Stream<Session> active(List<Locked> locked) {
    Instant now = clock.instant();
    return unended(locked, now).filter(session -> isActive(session, now));
  }

  private static Stream<Session> unended(List<Locked> locked, Instant now) {
    return locked.stream().filter(one -> one.endsAt().isAfter(now)).map(Locked::session);
  }

  /** Whether a session, active or not, is bound to a device like this. */
  public boolean isFrom(SessionId session, Device device) {
    return store
        .findBound(session)
        .filter(bound -> origins.isSame(settings.binding(), bound, device))
        .isPresent();
  }

  /**
   * Checks that a session is renewed from the device it began on. Where it is not, the answer is
   * false, and the session has ended with it; audit and its owner hear of that ({@link
   * SessionDeviceMismatch}). To be called before the session's row is locked.
   */
  public boolean checkDevice(SessionId id, Device device) {
    Optional<Bound> bound = store.findBound(id);
    if (bound.isEmpty() || origins.isSame(settings.binding(), bound.get(), device)) {
      return true;
    }
    if (end(id, EndReason.DEVICE_MISMATCH)) {
      Session session = bound.get().session();
      ends.tell(AuditEventType.SESSION_DEVICE_MISMATCH, session, Map.of());
      events.publishEvent(
          new SessionDeviceMismatch(
              session.tenant(), session.user(), id, StoredTime.now(clock), device));
    }
    return false;
  }

  /** Somebody's active sessions, the newest first. */
  public List<ListedSession> list(TenantId tenant, UserId user) {
    Instant now = clock.instant();
    return store.listActiveOf(user, now).stream()
        .filter(listed -> isActive(listed.session(), now))
        .map(listed ->
            new ListedSession(
                listed.session(),
                activity.lastUsed(listed.session()),
                listed.endsAt(),
                origins.open(tenant, user, listed.origin()),
                listed.inBrowser()))
        .toList();
  }

  private boolean isActive(Session session, Instant now) {
    return !session.isOver(now, activity.lastUsed(session));
  }
}
