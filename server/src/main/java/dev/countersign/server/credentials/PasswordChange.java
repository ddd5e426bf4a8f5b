package dev.countersign.server.credentials;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.credentials.PasswordChanged.How;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.ratelimit.ClientNetwork;
import dev.countersign.server.ratelimit.FailureThrottle;
import dev.countersign.server.sessions.EndReason;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Gives somebody another password. In the commit that writes it every other session of theirs ends,
 * with its tokens. No method is to be called inside a transaction.
 */
public final class PasswordChange {
  private final Passwords passwords;
  private final PasswordValidator validator;
  private final FormerPasswords former;
  private final JdbcPasswords store;
  private final SecondFactors secondFactors;
  private final ChangeTokens tokens;
  private final FailureThrottle throttle;
  private final Users users;
  private final Sessions sessions;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;

  PasswordChange(
      Passwords passwords,
      PasswordValidator validator,
      FormerPasswords former,
      JdbcPasswords store,
      SecondFactors secondFactors,
      ChangeTokens tokens,
      FailureThrottle throttle,
      Users users,
      Sessions sessions,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events) {
    this.passwords = passwords;
    this.validator = validator;
    this.former = former;
    this.store = store;
    this.secondFactors = secondFactors;
    this.tokens = tokens;
    this.throttle = throttle;
    this.users = users;
    this.sessions = sessions;
    this.transactions = transactions;
    this.audit = audit;
    this.events = events;
  }

  /** What changing a password came to. */
  public sealed interface Outcome {
    /** It is changed, and so many sessions have ended. */
    record Changed(int sessionsEnded) implements Outcome {}

    record Weak(List<Weakness> weaknesses) implements Outcome {}

    /** The password so far is another. */
    record WrongPassword() implements Outcome {}

    /** What entitled to the change is good for nothing, or not any more. */
    record NotEntitled() implements Outcome {}

    /** The password so far was given wrong too often; whoever it is shall wait. */
    record Delayed(Duration delay) implements Outcome {}

    /** Too many passwords are being hashed; the same may work in a moment. */
    record Busy() implements Outcome {}
  }

  /** What a change goes by, besides whose password it is. */
  private record Wish(
      User user, Secret password, How how, @Nullable SessionId keep, BooleanSupplier entitled) {}

  /**
   * Changes the caller's password, by the one so far. The caller's own session stays. Whoever has
   * somebody's session only, and guesses, is slowed down as at a sign-in.
   */
  public Outcome change(Caller caller, Secret current, Secret wanted) {
    String origin = ClientNetwork.current().orElse("");
    try (FailureThrottle.Attempt attempt =
        throttle.begin("password of " + caller.person().text(), origin)) {
      Optional<Duration> delay = attempt.delay();
      if (delay.isPresent()) {
        return new Outcome.Delayed(delay.get());
      }
      Outcome outcome = checkAndChange(caller, current, wanted);
      if (outcome instanceof Outcome.Changed) {
        attempt.succeeded();
      } else if (outcome instanceof Outcome.WrongPassword) {
        attempt.failed();
      }
      return outcome;
    }
  }

  private Outcome checkAndChange(Caller caller, Secret current, Secret wanted) {
    Optional<User> user = users.find(caller.tenant(), caller.person());
    return switch (passwords.check(caller.tenant(), caller.person(), current)) {
      case Passwords.Check.Busy _ -> new Outcome.Busy();
      case Passwords.Check.Wrong _, Passwords.Check.Unverifiable _ -> {
        transactions.run(caller.tenant(), () -> audit.record(refused(caller)));
        yield new Outcome.WrongPassword();
      }
      case Passwords.Check.Right(CheckedPassword checked) ->
          change(
              new Wish(
                  user.orElseThrow(),
                  wanted,
                  How.CHANGE,
                  caller.session(),
                  () -> passwords.isStill(caller.person(), checked)));
    };
  }

  /** Changes a password by the token that a refused sign-in gave. */
  public Outcome changeByToken(TenantId tenant, Secret token, Secret wanted) {
    Optional<User> user =
        transactions.in(tenant, () -> tokens.find(token)).flatMap(id -> users.find(tenant, id));
    return user.isEmpty()
        ? new Outcome.NotEntitled()
        : change(new Wish(user.get(), wanted, How.FORCED, null, () -> tokens.spend(token)));
  }

  /**
   * Gives somebody a password by a right that the caller established.
   *
   * @param entitled asked again in the transaction that writes, where it may spend what it rests on
   */
  public Outcome set(
      TenantId tenant, UserId user, Secret wanted, How how, BooleanSupplier entitled) {
    return users
        .find(tenant, user)
        .map(found -> change(new Wish(found, wanted, how, null, entitled)))
        .orElseGet(Outcome.NotEntitled::new);
  }

  private Outcome change(Wish wish) {
    User user = wish.user();
    PasswordOwner owner = owner(user);
    List<Weakness> weaknesses =
        validator.weaknesses(user.tenant(), user.id(), wish.password(), owner);
    if (!weaknesses.isEmpty()) {
      return new Outcome.Weak(weaknesses);
    }
    switch (former.check(user.tenant(), user.id(), wish.password(), wish.how())) {
      case FormerPasswords.Finding.Refused(Weakness weakness) -> {
        return new Outcome.Weak(List.of(weakness));
      }
      case FormerPasswords.Finding.Busy _ -> {
        return new Outcome.Busy();
      }
      case FormerPasswords.Finding.New _ -> {
        // It is one that the person has not had.
      }
    }
    List<Weakness> alone =
        owner.secondFactor()
            ? validator.weaknessesAlone(user.tenant(), wish.password(), owner)
            : List.of();
    Optional<PasswordHash> hash = passwords.hash(wish.password());
    return hash.isEmpty()
        ? new Outcome.Busy()
        : transactions.in(user.tenant(), () -> write(wish, hash.get(), alone));
  }

  // People are locked before passwords, and passwords before sessions: a sign-in by the old
  // password
  // that is under way has its session seen and ended here, or sees the new one and is refused.
  private Outcome write(Wish wish, PasswordHash hash, List<Weakness> alone) {
    User user = wish.user();
    Users.Standing standing = users.lockStanding(List.of(user.id())).get(user.id());
    if (standing == null || !standing.isActive()) {
      return new Outcome.NotEntitled();
    }
    // Exclusively from the start: two changes at once come here one after the other.
    Optional<JdbcPasswords.Row> replaced = store.lock(user.id());
    // Looked at behind the lock, which whoever takes the factor away takes too.
    if (!alone.isEmpty() && !secondFactors.has(user.tenant(), user.id())) {
      return new Outcome.Weak(alone);
    }
    if (!wish.entitled().getAsBoolean()) {
      // Somebody was quicker: with a password, it is not the one so far any more.
      return wish.how() == How.CHANGE ? new Outcome.WrongPassword() : new Outcome.NotEntitled();
    }
    replaced.ifPresent(row -> former.remember(user.tenant(), user.id(), row));
    passwords.put(user.tenant(), user.id(), hash);
    if (!alone.isEmpty()) {
      store.markBesideFactor(user.id());
    }
    int ended = sessions.endOthersOf(user.id(), wish.keep(), EndReason.PASSWORD_CHANGED).size();
    audit.record(
        Happening.about(user.tenant(), AuditEventType.PASSWORD_CHANGED, user.id())
            .by(user.id().value(), wish.keep())
            .with(
                Map.of(
                    "how", wish.how().name().toLowerCase(Locale.ROOT), "sessions_ended", ended)));
    events.publishEvent(new PasswordChanged(user.tenant(), user.id(), wish.how()));
    return new Outcome.Changed(ended);
  }

  private PasswordOwner owner(User user) {
    return new PasswordOwner(
        PasswordOwner.named(user.username(), user.email()).names(),
        user.access().isPrivileged(),
        secondFactors.has(user.tenant(), user.id()));
  }

  private static AuditEvent refused(Caller caller) {
    return Happening.about(caller.tenant(), AuditEventType.PASSWORD_CHANGE_REFUSED, caller.person())
        .by(caller)
        .with(Map.of("reason", "wrong_password"));
  }
}
