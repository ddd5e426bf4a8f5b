package dev.countersign.server.payments;

import dev.countersign.api.CaptureRequest;
import dev.countersign.api.PaymentFeeTaken;
import dev.countersign.api.PaymentReference;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.ReverseRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Capture;
import dev.countersign.server.ledger.HeldPayment;
import dev.countersign.server.ledger.HistoryFilter;
import dev.countersign.server.ledger.Instruction;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.Release;
import dev.countersign.server.ledger.Reversal;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.payments.Parties.Party;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Payments for who looks for them and goes on with them by other ways than the API. What is at
 * fault is told as a {@link ProblemException}, as the API would tell it. Thread-safe.
 */
@Component
public final class PaymentDesk {
  private final PaymentOrders orders;
  private final PaymentSteps steps;
  private final Signatures signatures;
  private final Parties parties;
  private final HistoryFilters filters;
  private final Postings postings;
  private final InstantSource clock;

  PaymentDesk(
      PaymentOrders orders,
      PaymentSteps steps,
      Signatures signatures,
      Parties parties,
      HistoryFilters filters,
      Postings postings,
      InstantSource clock) {
    this.orders = orders;
    this.steps = steps;
    this.signatures = signatures;
    this.parties = parties;
    this.filters = filters;
    this.postings = postings;
    this.clock = clock;
  }

  /** What is looked for, as it was typed; {@code null} for what decides nothing. */
  public record Search(
      @Nullable String from,
      @Nullable String to,
      @Nullable String party,
      List<String> status,
      List<String> type,
      @Nullable String minAmount,
      @Nullable String maxAmount) {
    public Search {
      status = List.copyOf(status);
      type = List.copyOf(type);
    }
  }

  /**
   * What somebody may do with a payment.
   *
   * @param sees whether they may know of it
   * @param goesOn whether they may reverse it, or capture what is held
   * @param voids whether they may let go of what is held
   */
  public record Rights(boolean sees, boolean goesOn, boolean voids) {}

  /**
   * What was noted with a payment.
   *
   * @param callers by whoever paid
   * @param reason why it was reversed
   */
  public record Noted(
      Map<String, String> callers,
      @Nullable String reason,
      List<PaymentReference> references,
      @Nullable PaymentFeeTaken fee) {
    public Noted {
      callers = Map.copyOf(callers);
      references = List.copyOf(references);
    }
  }

  /** Reads what is looked for. */
  public HistoryFilter filter(TenantId tenant, Search search) {
    Fields fields = new Fields();
    HistoryFilter filter =
        filters.read(
            tenant,
            fields,
            new HistoryFilters.Asked(
                search.from(),
                search.to(),
                null,
                search.party(),
                search.status(),
                search.type(),
                search.minAmount(),
                search.maxAmount(),
                List.of()));
    fields.verify();
    return filter;
  }

  public Rights rights(Caller caller, PostedTransfer transfer) {
    Party party = parties.of(caller);
    boolean reversible = transfer.type() != Transfer.Type.REVERSAL;
    return new Rights(
        party.sees(transfer),
        reversible && (party.gotAllOf(transfer) || party.isBookkeeper()),
        false);
  }

  public Rights rights(Caller caller, HeldPayment hold) {
    Party party = parties.of(caller);
    boolean open = hold.state() == HeldPayment.State.OPEN;
    boolean over = !clock.instant().isBefore(hold.expiresAt());
    boolean theirs = party.isPayee(hold) || party.isBookkeeper();
    return new Rights(
        party.sees(hold),
        open && !over && theirs,
        open && (theirs || (over && party.isPayer(hold))));
  }

  public static Noted noted(Map<String, String> metadata) {
    return new Noted(
        Notes.callers(metadata),
        Notes.reason(metadata),
        Notes.references(metadata),
        Notes.fee(metadata));
  }

  /** Reads the wish to pay somebody from the caller's own account, at once and in one asset. */
  public Transfer payment(
      Caller caller,
      String key,
      String recipient,
      String amount,
      String currency,
      List<PaymentReference> references) {
    PaymentRequest request =
        new PaymentRequest(recipient, amount, currency).withReferences(references);
    return (Transfer) orders.payment(caller, key, request);
  }

  /** Pays what was read, or lets it wait to be countersigned; once for each key. */
  public Paying pay(Caller caller, Transfer payment) {
    return switch (postings.post(payment)) {
      case Verdict.Posted(PostedTransfer posted, boolean replayed) ->
          new Paying.Paid(posted, replayed);
      case Verdict.Refused(Refusal refusal, boolean _)
          when refusal.reason() == Refusal.Reason.COUNTERSIGNATURE_REQUIRED ->
          new Paying.Waiting(signatures.waiting(caller, payment, refusal));
      case Verdict.Refused(Refusal refusal, boolean _) -> new Paying.Refused(refusal);
      case Verdict.Held held -> throw Postings.unasked(held);
    };
  }

  /** Reads the wish to give a payment back; all that is left of it where no amount is named. */
  public Reversal reversal(
      Caller caller, String payment, String key, @Nullable String amount, String reason) {
    return steps.reverse(caller, payment, key, new ReverseRequest(amount, reason));
  }

  /** Reads the wish to take what is held, likewise. */
  public Capture capture(
      Caller caller, String hold, String key, @Nullable String amount, boolean last) {
    return steps.capture(caller, hold, key, new CaptureRequest(amount, last));
  }

  /** Reads the wish to let go of what is held. */
  public Release release(Caller caller, String hold, String key) {
    return steps.release(caller, hold, key);
  }

  /** Does what was read. */
  public Verdict post(Instruction instruction) {
    return postings.post(instruction);
  }
}
