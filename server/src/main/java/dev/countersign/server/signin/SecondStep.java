package dev.countersign.server.signin;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.factors.ChallengePurpose;
import dev.countersign.server.factors.Challenges;
import dev.countersign.server.factors.Factor;
import dev.countersign.server.factors.FactorId;
import dev.countersign.server.factors.FactorProof;
import dev.countersign.server.factors.FactorProofs;
import dev.countersign.server.factors.FactorType;
import dev.countersign.server.factors.Factors;
import dev.countersign.server.factors.PendingSignIn;
import dev.countersign.server.factors.PendingSignIns;
import dev.countersign.server.factors.TrustedDevices;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.sessions.Session;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.tokens.TokenAlgorithm;
import dev.countersign.server.tokens.Tokens;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import dev.countersign.server.webauthn.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The step after the password: proving a factor lets in somebody who waits, or makes what is to be
 * done in a session possible for a while. Not to be called inside a transaction.
 */
public final class SecondStep {
  private final Factors factors;
  private final Challenges challenges;
  private final PendingSignIns pending;
  private final FactorProofs proofs;
  private final TrustedDevices devices;
  private final Users users;
  private final Entrance entrance;
  private final BrowserEntrance browserEntrance;
  private final Sessions sessions;
  private final Tokens tokens;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  SecondStep(
      Factors factors,
      Challenges challenges,
      PendingSignIns pending,
      FactorProofs proofs,
      TrustedDevices devices,
      Users users,
      Entrance entrance,
      BrowserEntrance browserEntrance,
      Sessions sessions,
      Tokens tokens,
      TenantTransactions transactions,
      AuditTrail audit) {
    this.factors = factors;
    this.challenges = challenges;
    this.pending = pending;
    this.proofs = proofs;
    this.devices = devices;
    this.users = users;
    this.entrance = entrance;
    this.browserEntrance = browserEntrance;
    this.sessions = sessions;
    this.tokens = tokens;
    this.transactions = transactions;
    this.audit = audit;
  }

  /** What asking for a factor came to. */
  public sealed interface Begun {
    /** It is asked for; another of the choices can be begun instead. */
    record Issued(Secret challenge, Factor factor, Duration life, List<Factor> choices)
        implements Begun {}

    /** The token is good for nothing, or not any more. */
    record Unknown() implements Begun {}

    /** There is no factor, or not that one. */
    record NoFactor() implements Begun {}

    record Delayed(Duration delay) implements Begun {}

    record NotSent() implements Begun {}
  }

  /** What proving one came to. */
  public sealed interface Outcome {
    /** They are in. */
    record LetIn(SignedIn signedIn, FactorProof proof, TrustedDevices.@Nullable Trusted device)
        implements Outcome {}

    /** The session has a fresh proof. */
    record SteppedUp(FactorProof proof) implements Outcome {}

    /**
     * The code is wrong; so many tries are left with this challenge.
     *
     * @param fault why a passkey was not accepted
     */
    record Wrong(int triesLeft, @Nullable Fault fault) implements Outcome {}

    /** The challenge is good for nothing, or not any more. */
    record Gone() implements Outcome {}

    record Delayed(Duration delay) implements Outcome {}
  }

  /** Asks somebody who waits to be let in for a factor; for the primary one unless they chose. */
  public Begun begin(TenantId tenant, Secret token, @Nullable FactorId chosen) {
    Optional<PendingSignIn> waiting = transactions.in(tenant, () -> pending.find(token));
    return waiting
        .map(found -> begin(tenant, found.user(), new ChallengePurpose.SignIn(found.id()), chosen))
        .orElseGet(Begun.Unknown::new);
  }

  /** Asks somebody signed in for a factor. */
  public Begun beginStepUp(Caller caller, @Nullable FactorId chosen) {
    return begin(
        caller.tenant(), caller.person(), new ChallengePurpose.StepUp(caller.signIn()), chosen);
  }

  /** What somebody who waits may choose from; nothing for a token that is good for nothing. */
  public List<Factor> choices(TenantId tenant, Secret token) {
    Optional<PendingSignIn> waiting = transactions.in(tenant, () -> pending.find(token));
    return waiting.map(found -> factors.choices(tenant, found.user())).orElseGet(List::of);
  }

  /** What a challenge that can still be met asks for. */
  public Optional<Factor> asked(TenantId tenant, Secret challenge) {
    return challenges
        .find(tenant, challenge)
        .flatMap(asked ->
            factors.choices(tenant, asked.user()).stream()
                .filter(choice -> choice.id().equals(asked.factor()))
                .findFirst());
  }

  /** Lets in with tokens whoever proves what they were asked for. */
  public Outcome verify(
      TenantId tenant,
      Secret challenge,
      Secret code,
      boolean trust,
      @Nullable TokenAlgorithm algorithm) {
    return verify(
        tenant,
        challenge,
        code,
        trust,
        (user, type) -> entrance.open(user, algorithm, type.methodReference()));
  }

  /** The same with a browser's cookie. */
  public Outcome verifyWithBrowser(TenantId tenant, Secret challenge, Secret code, boolean trust) {
    return verify(tenant, challenge, code, trust, (user, _) -> browserEntrance.open(user));
  }

  /** Notes in the caller's session that they have proved what they were asked for. */
  public Outcome verifyStepUp(Caller caller, Secret challenge, Secret code) {
    SessionId session = caller.signIn();
    return transactions.in(
        caller.tenant(),
        () ->
            switch (challenges.answer(
                caller.tenant(), challenge, new ChallengePurpose.StepUp(session), code)) {
              case Challenges.Answer.Passed(Factor factor) ->
                  new Outcome.SteppedUp(proofs.note(caller.tenant(), session, factor.type()));
              case Challenges.Answer.Wrong(int left, Fault fault) -> new Outcome.Wrong(left, fault);
              case Challenges.Answer.Gone _ -> new Outcome.Gone();
              case Challenges.Answer.Delayed(Duration delay) -> new Outcome.Delayed(delay);
            });
  }

  /**
   * An access token that tells at once of what was proved in the caller's session; empty where that
   * has ended.
   */
  public Optional<Tokens.IssuedAccessToken> tokenOf(Caller caller) {
    SessionId session = caller.signIn();
    return transactions.in(
        caller.tenant(),
        () -> {
          Optional<User> user = users.find(caller.tenant(), caller.person());
          Optional<Session> open = sessions.find(session);
          Optional<FactorProof> proof = proofs.find(caller.tenant(), session);
          return user.isEmpty() || open.isEmpty() || proof.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  tokens.issueAccess(
                      Entrance.grant(
                          user.get(), open.get(), Entrance.authentication(proof.get()), null)));
        });
  }

  private Begun begin(
      TenantId tenant, UserId user, ChallengePurpose purpose, @Nullable FactorId chosen) {
    List<Factor> choices = factors.choices(tenant, user);
    Optional<FactorId> wanted =
        choices.stream()
            .map(Factor::id)
            .filter(id -> chosen == null || id.equals(chosen))
            .findFirst();
    if (wanted.isEmpty()) {
      return new Begun.NoFactor();
    }
    return switch (challenges.begin(tenant, user, purpose, wanted.get())) {
      case Challenges.Begun.Issued(Secret handle, Factor factor, Duration life) ->
          new Begun.Issued(handle, factor, life, choices);
      case Challenges.Begun.Delayed(Duration delay) -> new Begun.Delayed(delay);
      case Challenges.Begun.NotSent _ -> new Begun.NotSent();
      case Challenges.Begun.NoSuchFactor _ -> new Begun.NoFactor();
    };
  }

  private Outcome verify(
      TenantId tenant,
      Secret challenge,
      Secret code,
      boolean trust,
      BiFunction<User, FactorType, SignedIn> door) {
    Optional<Challenges.Asked> asked = challenges.find(tenant, challenge);
    if (asked.isEmpty() || !(asked.get().purpose() instanceof ChallengePurpose.SignIn purpose)) {
      return new Outcome.Gone();
    }
    return transactions.in(
        tenant, () -> judge(tenant, asked.get().user(), purpose, challenge, code, trust, door));
  }

  // People are locked before anything of theirs, here as everywhere.
  private Outcome judge(
      TenantId tenant,
      UserId who,
      ChallengePurpose.SignIn purpose,
      Secret challenge,
      Secret code,
      boolean trust,
      BiFunction<User, FactorType, SignedIn> door) {
    Users.Standing standing = users.lockStanding(List.of(who)).get(who);
    return switch (challenges.answer(tenant, challenge, purpose, code)) {
      case Challenges.Answer.Wrong(int left, Fault fault) -> new Outcome.Wrong(left, fault);
      case Challenges.Answer.Gone _ -> new Outcome.Gone();
      case Challenges.Answer.Delayed(Duration delay) -> new Outcome.Delayed(delay);
      case Challenges.Answer.Passed(Factor factor) -> {
        // Disabled, or the password changed, since it was right.
        if (standing == null || !standing.isActive() || !pending.end(purpose.pending())) {
          yield new Outcome.Gone();
        }
        User user = users.find(tenant, who).orElseThrow();
        yield enter(door.apply(user, factor.type()), factor, trust);
      }
    };
  }

  private Outcome enter(SignedIn signedIn, Factor factor, boolean trust) {
    User user = signedIn.user();
    FactorProof proof = proofs.note(user.tenant(), signedIn.session().id(), factor.type());
    audit.record(
        Happening.about(user.tenant(), AuditEventType.LOGIN_SUCCESS, user.id())
            .by(user.id().value(), signedIn.session().id())
            .with(Map.of("factor", factor.type().wireName())));
    TrustedDevices.Trusted device =
        trust ? devices.trust(user.tenant(), user.id()).orElse(null) : null;
    return new Outcome.LetIn(signedIn, proof, device);
  }
}
