package dev.countersign.server.requests;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.ledger.Allowance;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.RequestToPayId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.requests.RequestToPay.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What people ask others to pay them: asked, read, declined, taken back, paid. Thread-safe. */
@Component
public final class Requests {
  /** How many somebody can make in 24 hours. */
  public static final int MADE_MAX = 50;

  /** How many of those to one person, so that nobody is pestered. */
  public static final int TO_ONE_MAX = 5;

  private static final Duration DAY = Duration.ofHours(24);

  private final JdbcRequests store;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final IdGenerator ids;
  private final InstantSource clock;

  Requests(
      JdbcRequests store,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      IdGenerator ids,
      InstantSource clock) {
    this.store = store;
    this.transactions = transactions;
    this.audit = audit;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /** Which of somebody's: those they are to pay, or those they made. */
  public enum Direction {
    IN,
    OUT
  }

  /**
   * What somebody asks for.
   *
   * @param life for how long the payer can pay it
   */
  public record Wish(UserId payer, Money amount, @Nullable String note, Duration life) {}

  /** What became of a wish. */
  public sealed interface Outcome {
    /**
     * It stands as was wished.
     *
     * @param replayed whether it was so before
     */
    record Done(RequestToPay request, boolean replayed) implements Outcome {}

    record NotFound() implements Outcome {}

    /** The key was used for another request. */
    record Conflict() implements Outcome {}

    record TooMany() implements Outcome {}

    /** It is decided, or has expired. */
    record Closed() implements Outcome {}
  }

  /** Asks somebody to pay the caller, once for each of the caller's keys. */
  public Outcome ask(Caller caller, Wish wish, String key, RequestHash hash) {
    return transactions.in(
        caller.tenant(),
        () -> {
          store.lockPayee(caller.person());
          Optional<JdbcRequests.Made> made = store.findMade(caller.tenant(), caller.person(), key);
          if (made.isEmpty()) {
            return asked(caller, wish, key, hash);
          }
          return made.get().hash().equals(hash.hex())
              ? new Outcome.Done(store.find(made.get().id()).orElseThrow(), true)
              : new Outcome.Conflict();
        });
  }

  private Outcome asked(Caller caller, Wish wish, String key, RequestHash hash) {
    Instant now = StoredTime.now(clock);
    JdbcRequests.Counts counts =
        store.count(caller.tenant(), caller.person(), wish.payer(), now.minus(DAY));
    if (counts.all() >= MADE_MAX || counts.toPayer() >= TO_ONE_MAX) {
      return new Outcome.TooMany();
    }
    RequestToPay request =
        new RequestToPay(
            new RequestToPayId(ids.next()),
            caller.tenant(),
            caller.person(),
            wish.payer(),
            wish.amount().asset().code(),
            wish.amount().minor(),
            wish.note(),
            Status.OPEN,
            null,
            null,
            now,
            now.plus(wish.life()),
            null);
    store.insert(request, key, hash.hex());
    tell(AuditEventType.PAYMENT_ASKED, caller, request);
    events.publishEvent(
        new PaymentAsked(
            request.tenant(),
            request.payer(),
            request.payee(),
            request.id(),
            wish.amount().text(),
            request.asset(),
            request.expiresAt()));
    return new Outcome.Done(request, false);
  }

  /** Somebody's, the newest first. */
  public List<RequestToPay> list(
      TenantId tenant,
      UserId user,
      Direction direction,
      @Nullable RequestToPayId before,
      int limit) {
    return transactions.in(tenant, () -> store.list(tenant, user, direction, before, limit));
  }

  /** One that the person made or is asked by. */
  public Optional<RequestToPay> find(TenantId tenant, UserId user, RequestToPayId id) {
    return transactions.in(tenant, () -> store.find(id).filter(found -> found.isOf(user)));
  }

  /** The payer will not pay it; again does no harm. */
  public Outcome decline(Caller caller, RequestToPayId id, String reason) {
    return decide(
        caller, id, request -> request.payer().equals(caller.person()), Status.DECLINED, reason);
  }

  /** The payee takes it back; again does no harm. */
  public Outcome cancel(Caller caller, RequestToPayId id) {
    return decide(
        caller, id, request -> request.payee().equals(caller.person()), Status.CANCELLED, null);
  }

  /**
   * Locks requests until the caller's transaction ends, so that each is paid once: whoever pays,
   * declines or takes back one of them waits. Unknown ones are left out.
   */
  public Supplier<Map<RequestToPayId, RequestToPay>> lock(
      Collection<RequestToPayId> wanted, RoundTrip trip) {
    Supplier<List<RequestToPay>> locked = JdbcRequests.lock(wanted, trip);
    return () ->
        locked.get().stream().collect(Collectors.toMap(RequestToPay::id, Function.identity()));
  }

  /** Writes that they are paid, in the transaction in which they were locked. */
  public void paid(List<Allowance.Draw> draws) {
    if (!draws.isEmpty()) {
      store.decide(
          draws.stream().map(draw -> new RequestToPayId(draw.allowance())).toList(),
          Status.PAID,
          null,
          StoredTime.now(clock));
    }
  }

  /** Writes by which payment one was paid. */
  public void namePayment(TenantId tenant, RequestToPayId id, PaymentId payment) {
    transactions.run(tenant, () -> store.namePayment(id, payment));
  }

  private Outcome decide(
      Caller caller,
      RequestToPayId id,
      Predicate<RequestToPay> mayDecide,
      Status status,
      @Nullable String reason) {
    return transactions.in(
        caller.tenant(),
        () -> {
          Optional<RequestToPay> found =
              store.lock(List.of(id)).stream().filter(mayDecide).findFirst();
          if (found.isEmpty()) {
            return new Outcome.NotFound();
          }
          Instant now = StoredTime.now(clock);
          Status before = found.get().status(now);
          if (before == status) {
            return new Outcome.Done(found.get(), true);
          }
          if (before != Status.OPEN) {
            return new Outcome.Closed();
          }
          store.decide(List.of(id), status, reason, now);
          RequestToPay decided = store.find(id).orElseThrow();
          tell(
              reason == null
                  ? AuditEventType.PAYMENT_REQUEST_CANCELLED
                  : AuditEventType.PAYMENT_REQUEST_DECLINED,
              caller,
              decided);
          if (reason != null) {
            events.publishEvent(new RequestDeclined(decided.tenant(), decided.payee(), id, reason));
          }
          return new Outcome.Done(decided, false);
        });
  }

  private void tell(AuditEventType type, Caller by, RequestToPay request) {
    audit.record(
        Happening.about(request.tenant(), type, request.payee())
            .by(by)
            .with(
                Map.of(
                    "request", request.id().text(),
                    "payer", request.payer().text(),
                    "currency", request.asset())));
  }
}
