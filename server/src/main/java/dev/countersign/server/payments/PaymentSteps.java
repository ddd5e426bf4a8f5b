package dev.countersign.server.payments;

import dev.countersign.api.CaptureRequest;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.ReverseRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Capture;
import dev.countersign.server.ledger.HeldPayment;
import dev.countersign.server.ledger.History;
import dev.countersign.server.ledger.Holds;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.ledger.Release;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.ledger.Reversal;
import dev.countersign.server.payments.Parties.Party;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads requests to go on with a payment as instructions for the ledger. As with a card: what is
 * held is a promise to the payee, who captures it or lets it go; the payer gets it back when its
 * time is over; and what was paid is given back by whoever got it. A bookkeeper may do all of it.
 */
@Component
class PaymentSteps {
  private static final int REASON_MAX = 140;

  private final Orders orders;
  private final Parties parties;
  private final Holds holds;
  private final History history;
  private final InstantSource clock;

  PaymentSteps(Orders orders, Parties parties, Holds holds, History history, InstantSource clock) {
    this.orders = orders;
    this.parties = parties;
    this.holds = holds;
    this.history = history;
    this.clock = clock;
  }

  Capture capture(Caller caller, String id, @Nullable String key, CaptureRequest request) {
    Fields fields = new Fields();
    String named = Orders.key(fields, key);
    String amount = amount(fields, request.amount());
    fields.verify();
    Party party = parties.of(caller);
    HeldPayment hold = hold(party, id);
    Long minor = minor(hold, amount);
    boolean last = Boolean.TRUE.equals(request.isFinal());
    RequestHash hash =
        RequestHash.of("capture", hold.id().text(), String.valueOf(minor), String.valueOf(last));
    IdempotencyKey mine =
        party.isPayee(hold)
            ? party.ownKey(named, hash)
            : party.bookkeepersKey(named, hash, "Whoever is to be paid captures it.");
    return new Capture(
        caller.tenant(),
        hold.id(),
        minor,
        last,
        mine,
        Orders.authority(caller),
        Map.of(),
        Orders.requestId());
  }

  Release release(Caller caller, String id, @Nullable String key) {
    Fields fields = new Fields();
    String named = Orders.key(fields, key);
    fields.verify();
    Party party = parties.of(caller);
    HeldPayment hold = hold(party, id);
    RequestHash hash = RequestHash.of("void", hold.id().text());
    boolean over = !clock.instant().isBefore(hold.expiresAt());
    IdempotencyKey mine =
        party.isPayee(hold) || (over && party.isPayer(hold))
            ? party.ownKey(named, hash)
            : party.bookkeepersKey(
                named, hash, "It is promised to the payee, who may void it, until it expires.");
    return new Release(
        caller.tenant(), hold.id(), mine, Orders.authority(caller), Map.of(), Orders.requestId());
  }

  Reversal reverse(Caller caller, String id, @Nullable String key, ReverseRequest request) {
    Fields fields = new Fields();
    String named = Orders.key(fields, key);
    String amount = amount(fields, request.amount());
    String reason = fields.text("reason", request.reason(), REASON_MAX);
    fields.verify();
    Party party = parties.of(caller);
    Optional<PostedTransfer> posted =
        PaymentId.parse(id)
            .flatMap(payment -> history.find(caller.tenant(), payment))
            .filter(party::sees);
    PostedTransfer original = posted.orElseThrow(() -> notReversible(party, id));
    Long minor =
        amount == null
            ? null
            : (Long)
                Amounts.positive("amount", amount, orders.asset(caller.tenant(), original.asset()));
    RequestHash hash =
        RequestHash.of("reverse", original.id().text(), String.valueOf(minor), reason);
    IdempotencyKey mine =
        party.gotAllOf(original)
            ? party.ownKey(named, hash)
            : party.bookkeepersKey(named, hash, "Whoever got all of it gives it back.");
    return new Reversal(
        caller.tenant(),
        original.id(),
        minor,
        mine,
        Orders.authority(caller),
        Notes.ofReason(reason),
        Orders.requestId());
  }

  private ProblemException notReversible(Party party, String id) {
    boolean held =
        PaymentId.parse(id)
            .flatMap(payment -> holds.find(party.caller().tenant(), payment))
            .filter(party::sees)
            .isPresent();
    return held
        ? new ProblemException(
            ErrorCode.NOT_REVERSIBLE, "This is held: void it, or reverse what captured it.")
        : unknown();
  }

  private HeldPayment hold(Party party, String id) {
    return PaymentId.parse(id)
        .flatMap(payment -> holds.find(party.caller().tenant(), payment))
        .filter(party::sees)
        .orElseThrow(PaymentSteps::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(ErrorCode.NOT_FOUND, "No such payment is yours to go on with.");
  }

  private static @Nullable String amount(Fields fields, @Nullable String amount) {
    return fields.optionalText("amount", amount, Orders.AMOUNT_MAX).orElse(null);
  }

  private @Nullable Long minor(HeldPayment hold, @Nullable String amount) {
    return amount == null
        ? null
        : (Long) Amounts.positive("amount", amount, orders.asset(hold.tenant(), hold.asset()));
  }
}
