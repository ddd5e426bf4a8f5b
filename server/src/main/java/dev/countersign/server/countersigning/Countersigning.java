package dev.countersign.server.countersigning;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.countersigning.WaitingPayment.Signature;
import dev.countersign.server.countersigning.WaitingPayment.Status;
import dev.countersign.server.elevations.Elevations;
import dev.countersign.server.factors.ChallengePurpose;
import dev.countersign.server.factors.Challenges;
import dev.countersign.server.factors.Factor;
import dev.countersign.server.factors.FactorId;
import dev.countersign.server.factors.FactorType;
import dev.countersign.server.factors.Factors;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.WaitingPaymentId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.users.Users;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signing for payments that wait. The payer signs with a fresh second factor, by a code that is
 * good for what they were shown and for nothing else; or somebody else signs, who is told to be of
 * another mind: neither the payer, nor anybody who lent the payer a role or was lent one by them.
 * Thread-safe; not to be called inside a transaction.
 */
@Component
public final class Countersigning {
  private final JdbcWaitingPayments store;
  private final JdbcSignedPayees payees;
  private final SigningPolicies policies;
  private final Showing showing;
  private final SigningNews news;
  private final Challenges challenges;
  private final Factors factors;
  private final Elevations elevations;
  private final Users users;
  private final Sessions sessions;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  Countersigning(
      JdbcWaitingPayments store,
      JdbcSignedPayees payees,
      SigningPolicies policies,
      Showing showing,
      SigningNews news,
      Challenges challenges,
      Factors factors,
      Elevations elevations,
      Users users,
      Sessions sessions,
      TenantTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.payees = payees;
    this.policies = policies;
    this.showing = showing;
    this.news = news;
    this.challenges = challenges;
    this.factors = factors;
    this.elevations = elevations;
    this.users = users;
    this.sessions = sessions;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What asking the payer for a factor came to. */
  public sealed interface Begun {
    /** They were asked. */
    record Issued(Challenges.Begun.Issued challenge, Shown shown, List<Factor> choices)
        implements Begun {}

    /** They were not, by what the factor says. */
    record NotIssued(Challenges.Begun why) implements Begun {}

    /** They have none, or not that one. */
    record NoFactor() implements Begun {}

    record Refused(SigningRefusal reason) implements Begun {}
  }

  /** What signing came to. */
  public sealed interface Outcome {
    record Signed(WaitingPayment payment) implements Outcome {}

    /** The code was not right, as the challenge says. */
    record NotProved(Challenges.Answer answer) implements Outcome {}

    record Refused(SigningRefusal reason) implements Outcome {}
  }

  /** Asks the payer for a factor, for what this payment says now. */
  public Begun begin(Caller payer, WaitingPaymentId id, @Nullable FactorId wanted) {
    SessionId session = payer.signIn();
    Optional<WaitingPayment> found = own(payer, id);
    Optional<SigningRefusal> refusal = refusalOfPayer(payer, found);
    if (refusal.isPresent()) {
      return new Begun.Refused(refusal.get());
    }
    List<Factor> choices =
        factors.choices(payer.tenant(), payer.person()).stream()
            .filter(factor -> factor.type() != FactorType.RECOVERY_CODE)
            .toList();
    Optional<Factor> chosen =
        choices.stream()
            .filter(factor -> wanted == null ? factor.primary() : factor.id().equals(wanted))
            .findFirst()
            .or(() -> wanted == null ? choices.stream().findFirst() : Optional.empty());
    if (chosen.isEmpty()) {
      return new Begun.NoFactor();
    }
    Shown shown = transactions.in(payer.tenant(), () -> showing.of(found.orElseThrow()));
    Challenges.Begun begun =
        challenges.begin(
            payer.tenant(),
            payer.person(),
            new ChallengePurpose.Approval(session, shown.digest()),
            chosen.get().id(),
            shown.text());
    return begun instanceof Challenges.Begun.Issued issued
        ? new Begun.Issued(issued, shown, choices)
        : new Begun.NotIssued(begun);
  }

  /** The payer signs: the answer is judged for exactly what the payment says now. */
  public Outcome sign(Caller payer, WaitingPaymentId id, Secret challenge, Secret answer) {
    SessionId session = payer.signIn();
    Optional<WaitingPayment> found = own(payer, id);
    Optional<SigningRefusal> refusal = refusalOfPayer(payer, found);
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    return transactions.in(
        payer.tenant(),
        () -> {
          users.lockStanding(List.of(payer.person()));
          String digest = showing.of(found.orElseThrow()).digest();
          Challenges.Answer judged =
              challenges.answer(
                  payer.tenant(),
                  challenge,
                  new ChallengePurpose.Approval(session, digest),
                  answer);
          return judged instanceof Challenges.Answer.Passed
              ? sign(payer, id, Signature.How.FACTOR, digest)
              : new Outcome.NotProved(judged);
        });
  }

  /** Somebody else signs what they were shown. */
  public Outcome signAsSecondPerson(Caller signer, WaitingPaymentId id, String digest) {
    SessionId session = signer.signIn();
    SigningPolicy policy = policies.of(signer.tenant());
    return transactions.in(
        signer.tenant(),
        () -> {
          Instant now = StoredTime.now(clock);
          boolean may =
              Optional.ofNullable(users.lockStanding(List.of(signer.person())).get(signer.person()))
                  .filter(standing ->
                      standing.isActive()
                          && standing.access().at(now).allow(Permission.PAYMENTS_COUNTERSIGN))
                  .isPresent();
          boolean open = sessions.lockActive(Set.of(session)).contains(session);
          Optional<WaitingPayment> found = store.find(id);
          boolean own = found.filter(it -> it.payer().equals(signer.person())).isPresent();
          if (found.isEmpty() || !open || !(may || own)) {
            return new Outcome.Refused(SigningRefusal.NOT_FOUND);
          }
          if (policy.signers() == Signers.FACTOR) {
            return new Outcome.Refused(SigningRefusal.NOT_A_SIGNER);
          }
          WaitingPayment waiting = found.get();
          if (own
              || elevations.isBetween(
                  signer.tenant(), waiting.payer(), signer.person(), now.minus(policy.apart()))) {
            return new Outcome.Refused(SigningRefusal.NOT_APART);
          }
          return isShown(waiting, digest)
              ? sign(signer, id, Signature.How.PERSON, digest)
              : new Outcome.Refused(SigningRefusal.SHOWN_OTHERWISE);
        });
  }

  private Outcome sign(Caller signer, WaitingPaymentId id, Signature.How how, String digest) {
    Instant now = StoredTime.now(clock);
    Optional<WaitingPayment> waiting =
        store.lock(id).filter(it -> it.statusAt(now) == Status.AWAITING);
    if (waiting.isEmpty() || !store.sign(id, new Signature(signer.person(), how, now))) {
      return new Outcome.Refused(SigningRefusal.NOT_WAITING);
    }
    payees.add(
        signer.tenant(),
        waiting.get().payer(),
        waiting.get().payees().stream().map(Payee::id).toList(),
        now);
    news.signed(signer, waiting.get(), how.wireName(), digest);
    return new Outcome.Signed(store.find(id).orElseThrow());
  }

  private Optional<WaitingPayment> own(Caller payer, WaitingPaymentId id) {
    return transactions.in(
        payer.tenant(),
        () -> store.find(id).filter(waiting -> waiting.payer().equals(payer.person())));
  }

  private Optional<SigningRefusal> refusalOfPayer(Caller payer, Optional<WaitingPayment> found) {
    if (found.isEmpty()) {
      return Optional.of(SigningRefusal.NOT_FOUND);
    }
    if (policies.of(payer.tenant()).signers() == Signers.PERSON) {
      return Optional.of(SigningRefusal.NOT_A_SIGNER);
    }
    return found.get().statusAt(clock.instant()) == Status.AWAITING
        ? Optional.empty()
        : Optional.of(SigningRefusal.NOT_WAITING);
  }

  private boolean isShown(WaitingPayment waiting, String digest) {
    return MessageDigest.isEqual(
        showing.of(waiting).digest().getBytes(StandardCharsets.US_ASCII),
        digest.getBytes(StandardCharsets.UTF_8));
  }
}
