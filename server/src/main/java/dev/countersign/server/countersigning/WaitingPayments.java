package dev.countersign.server.countersigning;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.access.Permission;
import dev.countersign.server.countersigning.JdbcWaitingPayments.Name;
import dev.countersign.server.countersigning.WaitingPayment.Status;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.id.WaitingPaymentId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Payments that wait to be countersigned. One comes to be when the ledger has refused a payment for
 * want of a signature, under the key of that request: whoever repeats the request finds it.
 * Thread-safe; not to be called inside a transaction.
 */
@Component
public final class WaitingPayments {
  /** How many of one payer wait at once. */
  static final int OPEN_MAX = 100;

  private final JdbcWaitingPayments store;
  private final JdbcSignedPayees payees;
  private final SigningPolicies policies;
  private final Showing showing;
  private final SigningNews news;
  private final TenantTransactions transactions;
  private final IdGenerator ids;
  private final InstantSource clock;

  WaitingPayments(
      JdbcWaitingPayments store,
      JdbcSignedPayees payees,
      SigningPolicies policies,
      Showing showing,
      SigningNews news,
      TenantTransactions transactions,
      IdGenerator ids,
      InstantSource clock) {
    this.store = store;
    this.payees = payees;
    this.policies = policies;
    this.showing = showing;
    this.news = news;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /** What asking came to. */
  public sealed interface Asked {
    /** It waits, or has waited: under this key there is one. */
    record Waiting(WaitingPayment payment) implements Asked {}

    /** The key was used before for another request. */
    record Conflict() implements Asked {}

    /** This kind of payment cannot wait, or too many do. */
    record Impossible() implements Asked {}
  }

  /** Lets a payment wait; a repeat finds the first. */
  public Asked ask(Caller payer, Transfer payment) {
    Optional<List<Payee>> paid = Payee.of(payment);
    boolean own =
        payment.authority().mandate() == null
            && payment.assets().size() == 1
            && (payer.credential() instanceof Credential.Session
                || payer.credential() instanceof Credential.ApiKey);
    if (!own || paid.isEmpty()) {
      return new Asked.Impossible();
    }
    SigningPolicy policy = policies.of(payer.tenant());
    return transactions.in(payer.tenant(), () -> ask(payer, payment, paid.get(), policy));
  }

  private Asked ask(Caller payer, Transfer payment, List<Payee> paid, SigningPolicy policy) {
    Name name = new Name(payer.tenant(), payer.person().value(), payment.key().key());
    Optional<WaitingPayment> known = store.find(name);
    if (known.isEmpty()) {
      Instant now = StoredTime.now(clock);
      if (store.countOpen(payer.tenant(), payer.person(), now) >= OPEN_MAX) {
        return new Asked.Impossible();
      }
      WaitingPayment asked = waiting(payer, payment, paid, policy, now);
      if (store.insert(asked)) {
        news.asked(payer, asked);
        return new Asked.Waiting(asked);
      }
      known = store.find(name);
    }
    return known
        .filter(found -> found.requestHash().equals(payment.key().requestHash()))
        .<Asked>map(Asked.Waiting::new)
        .orElseGet(Asked.Conflict::new);
  }

  private WaitingPayment waiting(
      Caller payer, Transfer payment, List<Payee> paid, SigningPolicy policy, Instant now) {
    Set<String> known =
        payees
            .among(List.of(payer.person()), Payee.names(payment))
            .getOrDefault(payer.person(), Set.of());
    List<Demand> demands = policy.demands(payment, known);
    return new WaitingPayment(
        new WaitingPaymentId(ids.next()),
        payer.tenant(),
        payer.person(),
        payment.key().key(),
        payment.key().requestHash(),
        payment.asset(),
        payment.amountMinor(),
        paid,
        payment.metadata(),
        // The tenant may have lifted it this very moment; it was refused for one.
        demands.isEmpty() ? List.of(Demand.AMOUNT) : demands,
        payer.credential(),
        payment.authority().request(),
        Status.AWAITING,
        now,
        now.plus(policy.life()),
        null,
        null);
  }

  /** One that the caller may see: their own, or any for whoever signs. */
  public Optional<WaitingPayment> find(Caller caller, WaitingPaymentId id) {
    return transactions.in(
        caller.tenant(), () -> store.find(id).filter(found -> maySee(caller, found)));
  }

  /**
   * The newest first: the caller's own, and for whoever signs those of all.
   *
   * @param open those only that can be signed
   */
  public List<WaitingPayment> list(
      Caller caller, boolean open, @Nullable WaitingPaymentId before, int limit) {
    UserId only = caller.may(Permission.PAYMENTS_COUNTERSIGN) ? null : caller.person();
    return transactions.in(
        caller.tenant(),
        () -> store.list(caller.tenant(), only, open, clock.instant(), before, limit));
  }

  /** Takes one's own back. */
  public Optional<SigningRefusal> cancel(Caller payer, WaitingPaymentId id) {
    return transactions.in(
        payer.tenant(),
        () -> {
          Optional<WaitingPayment> found =
              store.lock(id).filter(waiting -> waiting.payer().equals(payer.user()));
          if (found.isEmpty()) {
            return Optional.of(SigningRefusal.NOT_FOUND);
          }
          Instant now = StoredTime.now(clock);
          if (found.get().statusAt(now) != Status.AWAITING) {
            return Optional.of(SigningRefusal.NOT_WAITING);
          }
          store.close(List.of(id.value()), Status.CANCELLED, now);
          news.cancelled(payer, found.get());
          return Optional.empty();
        });
  }

  /**
   * Those of all tenants that were signed before some moment and are not posted yet: whoever was to
   * post them did not live to do so.
   */
  public List<WaitingPayment> leftSigned(Instant before) {
    Instant now = clock.instant();
    return transactions.acrossTenants(() -> store.leftSigned(before, now));
  }

  /** Exactly what is signed. */
  public Shown shown(WaitingPayment waiting) {
    return transactions.in(waiting.tenant(), () -> showing.of(waiting));
  }

  /** Notes what a signed one became. */
  public void completed(WaitingPayment waiting, PaymentId payment) {
    transactions.run(waiting.tenant(), () -> store.namePayment(waiting.id(), payment));
  }

  /** Notes that the ledger said no to a signed one, for good. */
  public void refused(WaitingPayment waiting) {
    TenantId tenant = waiting.tenant();
    transactions.run(
        tenant,
        () -> store.close(List.of(waiting.id().value()), Status.REFUSED, StoredTime.now(clock)));
  }

  private static boolean maySee(Caller caller, WaitingPayment waiting) {
    return waiting.payer().equals(caller.user()) || caller.may(Permission.PAYMENTS_COUNTERSIGN);
  }
}
