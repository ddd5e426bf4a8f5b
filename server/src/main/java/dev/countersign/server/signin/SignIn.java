package dev.countersign.server.signin;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.credentials.ChangeReason;
import dev.countersign.server.credentials.ChangeTokens;
import dev.countersign.server.credentials.PasswordStanding;
import dev.countersign.server.credentials.PasswordStanding.Answered;
import dev.countersign.server.credentials.Passwords;
import dev.countersign.server.factors.Factor;
import dev.countersign.server.factors.FactorGate;
import dev.countersign.server.factors.PendingSignIns;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.ratelimit.ClientNetwork;
import dev.countersign.server.ratelimit.FailureAlarm;
import dev.countersign.server.ratelimit.FailureThrottle;
import dev.countersign.server.ratelimit.FailureThrottle.Attempt;
import dev.countersign.server.tokens.TokenAlgorithm;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Signs somebody in with a password.
 *
 * <p>Whoever is refused learns nothing from it: nobody of that name, a wrong password and a
 * disabled account get the same answer after the same work, and whose name has failed too often is
 * told to wait, whether or not it is anybody's. Only audit knows which it was.
 */
public final class SignIn {
  private final Users users;
  private final Passwords passwords;
  private final PasswordStanding passwordStanding;
  private final ChangeTokens changeTokens;
  private final FactorGate factors;
  private final PendingSignIns pending;
  private final FailureThrottle throttle;
  private final FamiliarPlaces places;
  private final FailureAlarm alarm;
  private final Entrance entrance;
  private final BrowserEntrance browserEntrance;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  SignIn(
      Users users,
      Passwords passwords,
      PasswordStanding passwordStanding,
      ChangeTokens changeTokens,
      FactorGate factors,
      PendingSignIns pending,
      FailureThrottle throttle,
      FamiliarPlaces places,
      FailureAlarm alarm,
      Entrance entrance,
      BrowserEntrance browserEntrance,
      TenantTransactions transactions,
      AuditTrail audit) {
    this.users = users;
    this.passwords = passwords;
    this.passwordStanding = passwordStanding;
    this.changeTokens = changeTokens;
    this.factors = factors;
    this.pending = pending;
    this.throttle = throttle;
    this.places = places;
    this.alarm = alarm;
    this.entrance = entrance;
    this.browserEntrance = browserEntrance;
    this.transactions = transactions;
    this.audit = audit;
  }

  /** What signing in came to. */
  public sealed interface Outcome {
    record Done(SignedIn signedIn) implements Outcome {}

    /** Who it is was not established. */
    record Refused() implements Outcome {}

    /** Too many failures under this name; whoever it is shall wait. */
    record Delayed(Duration delay) implements Outcome {}

    /** The password is right, and lets nobody in until it is changed by this token. */
    record MustChange(Secret changeToken, ChangeReason reason) implements Outcome {}

    /** The password can only be verified in part, which lets nobody in; it has to be reset. */
    record MustReset() implements Outcome {}

    /** The password has to be looked up among breached ones, and cannot be now. */
    record Unchecked() implements Outcome {}

    /** Too many are signing in; the same may work in a moment. */
    record Busy() implements Outcome {}

    /** The password is right; one of these factors lets them in, by way of this token. */
    record FactorDue(Secret token, List<Factor> choices) implements Outcome {}

    /** The password is right, and lets nobody in until a factor is set up by this token. */
    record EnrolmentDue(Secret token) implements Outcome {}

    /** The password is right, and no factor is asked for; nobody has been let in. */
    record NoFactorDue() implements Outcome {}
  }

  private enum Failure {
    UNKNOWN_USER("unknown_user"),
    WRONG_PASSWORD("wrong_password"),
    UNVERIFIABLE_PASSWORD("unverifiable_password"),
    DISABLED("disabled"),
    THROTTLED("throttled");

    private final String wireName;

    Failure(String wireName) {
      this.wireName = wireName;
    }
  }

  /** Lets somebody in with tokens. Not to be called inside a transaction. */
  public Outcome signIn(TenantId tenant, Identifier identifier, Secret password) {
    return signIn(tenant, identifier, password, null, entrance::open);
  }

  /** The same for a client that wants its tokens signed in its own way. */
  Outcome signInFor(
      @Nullable TokenAlgorithm algorithm,
      TenantId tenant,
      Identifier identifier,
      Secret password,
      @Nullable Secret device) {
    return signIn(tenant, identifier, password, device, user -> entrance.open(user, algorithm));
  }

  /** Comes as far as a factor, and lets nobody in. Not to be called inside a transaction. */
  Outcome signInUpToFactor(TenantId tenant, Identifier identifier, Secret password) {
    return signIn(tenant, identifier, password, null, null);
  }

  /** Lets somebody in with a browser's cookie. Not to be called inside a transaction. */
  public Outcome signInWithBrowser(
      TenantId tenant, Identifier identifier, Secret password, @Nullable Secret device) {
    return signIn(tenant, identifier, password, device, browserEntrance::open);
  }

  private Outcome signIn(
      TenantId tenant,
      Identifier identifier,
      Secret password,
      @Nullable Secret device,
      @Nullable Function<User, SignedIn> door) {
    Users.Claim claim = claim(tenant, identifier);
    Outcome outcome = signIn(tenant, identifier, claim, password, device, door);
    switch (outcome) {
      case Outcome.Refused _, Outcome.MustReset _, Outcome.Delayed _ ->
          countFailure(tenant, identifier, claim);
      case Outcome.Done _,
          Outcome.MustChange _,
          Outcome.FactorDue _,
          Outcome.EnrolmentDue _,
          Outcome.NoFactorDue _,
          Outcome.Unchecked _,
          Outcome.Busy _ -> {
        // Nobody has failed.
      }
    }
    return outcome;
  }

  // Whether or not the name is anybody's, so that the answer takes the same time.
  private void countFailure(TenantId tenant, Identifier identifier, Users.Claim claim) {
    if (alarm.failed(tenant.value() + " " + claim.name())) {
      transactions.run(
          tenant,
          () ->
              audit.record(
                  Happening.about(
                      tenant,
                      AuditEventType.LOGINS_FAILING,
                      claim.user().orElse(null),
                      Map.of("identifier", identifier.text()))));
    }
  }

  private Outcome signIn(
      TenantId tenant,
      Identifier identifier,
      Users.Claim claim,
      Secret password,
      @Nullable Secret device,
      @Nullable Function<User, SignedIn> door) {
    String origin = ClientNetwork.current().orElse("");
    try (Attempt attempt = begin(tenant, claim, origin, device)) {
      Optional<Duration> delay = attempt.delay();
      if (delay.isPresent()) {
        return transactions.in(
            tenant,
            () -> {
              refuse(
                  new Try(tenant, identifier, claim, device, door, new Passwords.Check.Wrong()),
                  Failure.THROTTLED);
              return new Outcome.Delayed(delay.get());
            });
      }
      return check(tenant, identifier, claim, password, device, door, attempt);
    }
  }

  // A place that its owner was let in from, and a device that they trust, have allowances of their
  // own, which nobody else can use up. For nobody's name they are looked up too, so that the answer
  // takes the same time.
  private Attempt begin(
      TenantId tenant, Users.Claim claim, String origin, @Nullable Secret device) {
    String name = tenant.value() + " " + claim.name();
    UserId owner = claim.user().orElse(Users.NOBODY);
    boolean familiar = places.isFamiliar(tenant, owner, origin);
    Attempt attempt = throttle.begin(name, origin, familiar);
    if (device == null || attempt.delay().isEmpty()) {
      return attempt;
    }
    boolean trusted = transactions.in(tenant, () -> factors.trusts(tenant, owner, device));
    return trusted ? throttle.begin("trusted " + name, origin) : attempt;
  }

  private Users.Claim claim(TenantId tenant, Identifier identifier) {
    return switch (identifier) {
      case Identifier.Email(String address) -> users.claimedByEmail(tenant, address);
      case Identifier.Username(String name) -> users.claimedByUsername(tenant, name);
    };
  }

  private Outcome check(
      TenantId tenant,
      Identifier identifier,
      Users.Claim claim,
      Secret password,
      @Nullable Secret device,
      @Nullable Function<User, SignedIn> door,
      Attempt attempt) {
    Passwords.Check check = passwords.check(tenant, claim.user().orElse(null), password);
    if (check instanceof Passwords.Check.Busy) {
      return new Outcome.Busy();
    }
    Try made = new Try(tenant, identifier, claim, device, door, check);
    Outcome outcome = transactions.in(tenant, () -> judge(made, passwordStanding::known));
    if (outcome instanceof Outcome.Unchecked
        && check instanceof Passwords.Check.Right(var checked)) {
      // Others are asked over the network, so not in a transaction, and only about who may act.
      Answered answered =
          passwordStanding.ask(tenant, claim.user().orElseThrow(), checked, password);
      outcome = transactions.in(tenant, () -> judge(made, _ -> answered));
    }
    switch (outcome) {
      case Outcome.Done _,
          Outcome.MustChange _,
          Outcome.FactorDue _,
          Outcome.EnrolmentDue _,
          Outcome.NoFactorDue _ ->
          attempt.succeeded();
      case Outcome.Refused _, Outcome.MustReset _ -> attempt.failed();
      case Outcome.Unchecked _, Outcome.Delayed _, Outcome.Busy _ -> {
        // Nobody has failed.
      }
    }
    return outcome;
  }

  /** Who tried to sign in as whom and by which door, and what the password was found to be. */
  private record Try(
      TenantId tenant,
      Identifier identifier,
      Users.Claim claim,
      @Nullable Secret device,
      @Nullable Function<User, SignedIn> door,
      Passwords.Check check) {}

  // A wrong password asks for a standing too, nobody's, so that it takes what a right one takes.
  private Outcome judge(Try made, Function<PasswordStanding.Question, Answered> standings) {
    boolean wrong = made.check() instanceof Passwords.Check.Wrong;
    UserId asked = wrong ? Users.NOBODY : made.claim().user().orElseThrow();
    // The person may have been disabled since the look-up; from here on that has to wait.
    Users.Standing standing = users.lockStanding(List.of(asked)).get(asked);
    if (wrong || standing == null || !standing.isActive()) {
      return refuse(made, wrong ? wrong(made.claim()) : Failure.DISABLED);
    }
    if (!(made.check() instanceof Passwords.Check.Right(var checked))) {
      refuse(made, Failure.UNVERIFIABLE_PASSWORD);
      return new Outcome.MustReset();
    }
    // The password may have been changed meanwhile; that has to wait too.
    if (!passwords.isStill(asked, checked)) {
      return refuse(made, Failure.WRONG_PASSWORD);
    }
    User user = users.find(made.tenant(), asked).orElseThrow();
    boolean privileged = standing.access().isPrivileged();
    return switch (standings.apply(
        new PasswordStanding.Question(made.tenant(), privileged, checked))) {
      case Answered.Good _ -> admit(made, user);
      case Answered.MustChange(ChangeReason reason) -> demandChange(user, reason);
      case Answered.Unknown _ -> new Outcome.Unchecked();
    };
  }

  private static Failure wrong(Users.Claim claim) {
    return claim.user().isPresent() ? Failure.WRONG_PASSWORD : Failure.UNKNOWN_USER;
  }

  private Outcome admit(Try made, User user) {
    return switch (factors.ask(user.tenant(), user.id(), user.access(), made.device())) {
      case FactorGate.Demand.Nothing _ -> enter(made, user, null);
      case FactorGate.Demand.Reminder(Instant before) -> enter(made, user, before);
      case FactorGate.Demand.Proof(List<Factor> choices) -> {
        demandFactor(user, "proof");
        yield new Outcome.FactorDue(pending.awaitProof(user.tenant(), user.id()).token(), choices);
      }
      case FactorGate.Demand.Enrolment _ -> {
        demandFactor(user, "enrolment");
        yield new Outcome.EnrolmentDue(pending.awaitEnrolment(user.tenant(), user.id()).token());
      }
    };
  }

  private void demandFactor(User user, String what) {
    audit.record(
        Happening.about(user.tenant(), AuditEventType.FACTOR_DEMANDED, user.id())
            .with(Map.of("demand", what)));
  }

  private Outcome demandChange(User user, ChangeReason reason) {
    audit.record(
        Happening.about(user.tenant(), AuditEventType.PASSWORD_CHANGE_DEMANDED, user.id())
            .with(Map.of("reason", reason.wireName())));
    return new Outcome.MustChange(changeTokens.issue(user.tenant(), user.id()), reason);
  }

  private Outcome enter(Try made, User user, @Nullable Instant factorBefore) {
    if (made.door() == null) {
      return new Outcome.NoFactorDue();
    }
    SignedIn signedIn = made.door().apply(user).reminded(factorBefore);
    audit.record(
        Happening.about(user.tenant(), AuditEventType.LOGIN_SUCCESS, user.id())
            .by(user.id().value(), signedIn.session().id()));
    return new Outcome.Done(signedIn);
  }

  private Outcome refuse(Try made, Failure failure) {
    audit.record(
        Happening.about(
                made.tenant(),
                AuditEventType.LOGIN_FAILED,
                made.claim().user().orElse(null),
                Map.of("identifier", made.identifier().text()))
            .with(Map.of("reason", failure.wireName)));
    return new Outcome.Refused();
  }
}
