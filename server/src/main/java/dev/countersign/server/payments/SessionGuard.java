package dev.countersign.server.payments;

import dev.countersign.server.access.Access;
import dev.countersign.server.access.Credential;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.apikeys.ApiKey;
import dev.countersign.server.apikeys.ApiKeys;
import dev.countersign.server.clients.Clients;
import dev.countersign.server.ledger.Allowance;
import dev.countersign.server.ledger.Capture;
import dev.countersign.server.ledger.Hold;
import dev.countersign.server.ledger.Instruction;
import dev.countersign.server.ledger.PostingGuard;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.ledger.Release;
import dev.countersign.server.ledger.Reversal;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.schedules.Schedules;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.users.Users;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The join of identity and money: inside the posting transaction it re-reads and share-locks the
 * people, then the sessions, the keys, the clients and then the schedules on whose word a batch
 * would be posted, and asks what of their tokens is revoked. A revocation takes the same locks
 * exclusively, so the order of the commits decides.
 */
@Component
class SessionGuard implements PostingGuard {
  private final Users users;
  private final Sessions sessions;
  private final ApiKeys keys;
  private final Clients clients;
  private final Revocations revocations;
  private final PaymentBounds bounds;
  private final Schedules schedules;
  private final InstantSource clock;

  SessionGuard(
      Users users,
      Sessions sessions,
      ApiKeys keys,
      Clients clients,
      Revocations revocations,
      PaymentBounds bounds,
      Schedules schedules,
      InstantSource clock) {
    this.users = users;
    this.sessions = sessions;
    this.keys = keys;
    this.clients = clients;
    this.revocations = revocations;
    this.bounds = bounds;
    this.schedules = schedules;
    this.clock = clock;
  }

  @Override
  public Supplier<List<Judgement>> ask(List<Instruction> instructions, RoundTrip trip) {
    Set<UserId> people = each(instructions, Authority::user);
    people.addAll(bounds.givers(instructions));
    Supplier<Map<UserId, Users.Standing>> standings = users.lockStanding(people, trip);
    Supplier<Set<SessionId>> active =
        sessions.lockActive(each(instructions, Authority::session), trip);
    Supplier<Map<ApiKeyId, ApiKey>> usable =
        keys.lockUsable(each(instructions, SessionGuard::key), trip);
    Supplier<Map<ClientId, Permissions>> scopes =
        clients.lockScopes(each(instructions, SessionGuard::client), trip);
    Supplier<Set<UUID>> revoked = revoked(instructions, trip);
    Supplier<Set<Credential.Schedule>> running =
        schedules.lockRunning(each(instructions, SessionGuard::schedule), trip);
    Function<Instant, PaymentBounds.Locked> bounded = bounds.ask(instructions, trip);
    return () -> {
      // After the locks: what ends by itself meanwhile has ended.
      Instant now = clock.instant();
      return judge(
          instructions,
          new Held(
              standings.get(),
              active.get(),
              usable.get(),
              scopes.get(),
              revoked.get(),
              running.get(),
              now),
          bounded.apply(now));
    };
  }

  private List<Judgement> judge(
      List<Instruction> instructions, Held held, PaymentBounds.Locked bounded) {
    return instructions.stream().map(instruction -> judgement(instruction, held, bounded)).toList();
  }

  @Override
  public void drawn(List<Allowance.Draw> draws, List<Allowance.OnHold> holds) {
    bounds.drawn(draws, holds);
  }

  private Judgement judgement(Instruction instruction, Held held, PaymentBounds.Locked bounded) {
    if (instruction instanceof Release release && release.isExpiry()) {
      return bounds.judge(instruction, held.standings, bounded);
    }
    return reason(instruction, held, bounded.signatures().isSigned(instruction))
        .<Judgement>map(reason -> new Judgement.Barred(Refusal.of(reason)))
        .orElseGet(() -> bounds.judge(instruction, held.standings, bounded));
  }

  /** What a batch is judged by: locked, all of it, until the batch has committed. */
  private record Held(
      Map<UserId, Users.Standing> standings,
      Set<SessionId> sessions,
      Map<ApiKeyId, ApiKey> keys,
      Map<ClientId, Permissions> clients,
      Set<UUID> revoked,
      Set<Credential.Schedule> schedules,
      Instant now) {}

  private static <T> Set<T> each(
      Collection<Instruction> instructions, Function<Authority, @Nullable T> part) {
    Set<T> parts = new HashSet<>();
    for (Instruction instruction : instructions) {
      T found = part.apply(instruction.authority());
      if (found != null) {
        parts.add(found);
      }
    }
    return parts;
  }

  private static @Nullable ApiKeyId key(Authority authority) {
    return authority.credential() instanceof Credential.ApiKey(ApiKeyId key) ? key : null;
  }

  private static @Nullable ClientId client(Authority authority) {
    return authority.credential() instanceof Credential.Client(ClientId client) ? client : null;
  }

  private static Credential.@Nullable Schedule schedule(Authority authority) {
    return authority.credential() instanceof Credential.Schedule schedule ? schedule : null;
  }

  private Supplier<Set<UUID>> revoked(Collection<Instruction> instructions, RoundTrip trip) {
    return revocations.amongLocked(
        instructions.stream().map(Instruction::tenant).collect(Collectors.toSet()),
        instructions.stream()
            .flatMap(instruction -> instruction.authority().shown().stream())
            .collect(Collectors.toSet()),
        trip);
  }

  // A signed payment outlasts the session that it was asked for in: whoever asks may leave before a
  // second person signs. A session that somebody had to end took it back.
  private static Optional<Reason> reason(Instruction instruction, Held held, boolean signed) {
    Authority authority = instruction.authority();
    if (!Collections.disjoint(held.revoked, authority.shown())) {
      return Optional.of(Reason.SESSION_ENDED);
    }
    Optional<Reason> ended = ended(authority.credential(), held);
    if (ended.isPresent() && !(signed && authority.credential() instanceof Credential.Session)) {
      return ended;
    }
    UserId user = authority.user();
    Users.Standing standing = user == null ? null : held.standings.get(user);
    if (user != null && (standing == null || !standing.isActive())) {
      return Optional.of(Reason.USER_DISABLED);
    }
    return permissions(authority, standing == null ? null : standing.access(), held)
            .allow(needed(instruction))
        ? Optional.empty()
        : Optional.of(Reason.PERMISSION_DENIED);
  }

  private static Optional<Reason> ended(Credential credential, Held held) {
    return switch (credential) {
      case Credential.Session(SessionId session) -> endedUnlessActive(session, held);
      case Credential.Impersonation(SessionId session, UserId _) ->
          endedUnlessActive(session, held);
      case Credential.ApiKey(ApiKeyId key) ->
          held.keys.containsKey(key) ? Optional.empty() : Optional.of(Reason.KEY_ENDED);
      case Credential.Client(ClientId client) ->
          held.clients.containsKey(client) ? Optional.empty() : Optional.of(Reason.SESSION_ENDED);
      case Credential.Schedule schedule ->
          held.schedules.contains(schedule) ? Optional.empty() : Optional.of(Reason.SCHEDULE_ENDED);
      case Credential.Operator _ -> Optional.empty();
    };
  }

  private static Optional<Reason> endedUnlessActive(SessionId session, Held held) {
    return held.sessions.contains(session) ? Optional.empty() : Optional.of(Reason.SESSION_ENDED);
  }

  /** What may be done on this word now, by what the store says of it. */
  private static Permissions permissions(Authority authority, @Nullable Access owners, Held held) {
    return switch (authority.credential()) {
      case Credential.Session _ -> owners == null ? Permissions.NONE : owners.at(held.now);
      case Credential.ApiKey(ApiKeyId id) -> {
        ApiKey key = Objects.requireNonNull(held.keys.get(id), "found to be usable before");
        // What the owner may for a while only is theirs alone.
        Permissions bounds = owners == null ? Permissions.NONE : owners.permanent();
        yield key.isServiceKey() ? key.scopes() : key.scopes().within(bounds);
      }
      case Credential.Client(ClientId id) ->
          Objects.requireNonNull(held.clients.get(id), "found to be registered before");
      // What was arranged beforehand rests on nothing that is theirs for a while only.
      case Credential.Schedule _ -> owners == null ? Permissions.NONE : owners.permanent();
      // Nobody pays for somebody else, and the operator has no account.
      case Credential.Impersonation _, Credential.Operator _ -> Permissions.NONE;
    };
  }

  private static Permission needed(Instruction instruction) {
    return switch (instruction) {
      case Transfer transfer -> needed(transfer);
      case Hold hold -> needed(hold.payment());
      // Those who have a part in a payment may go on with it; for others it takes a bookkeeper.
      case Capture _, Release _, Reversal _ ->
          instruction.isAdministrators() ? Permission.LEDGER_WRITE : Permission.PAY;
    };
  }

  private static Permission needed(Transfer transfer) {
    return switch (transfer.type()) {
      // From one's own account; from others' it takes a bookkeeper.
      case PAYMENT, CONVERSION ->
          transfer.isAdministrators() ? Permission.LEDGER_WRITE : Permission.PAY;
      case DEPOSIT, WITHDRAWAL, TRANSACTION -> Permission.LEDGER_WRITE;
      case CAPTURE, REVERSAL -> throw new IllegalStateException("no transfer is told as such");
    };
  }
}
