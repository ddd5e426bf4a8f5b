package dev.countersign.server.payments;

import dev.countersign.server.access.Permission;
import dev.countersign.server.countersigning.SignatureCheck;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Allowance;
import dev.countersign.server.ledger.Entry;
import dev.countersign.server.ledger.Instruction;
import dev.countersign.server.ledger.PostingGuard.Judgement;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.mandates.Mandate;
import dev.countersign.server.mandates.Mandates;
import dev.countersign.server.platform.id.MandateId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.RequestToPayId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.requests.RequestToPay;
import dev.countersign.server.requests.Requests;
import dev.countersign.server.spending.SpendingLimits;
import dev.countersign.server.spending.SpendingLimits.Spender;
import dev.countersign.server.users.Users;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How far somebody's word reaches: the mandate they draw on, their spending limits, and whether
 * somebody signed where one word is not enough. All are locked in the posting transaction, and what
 * is drawn on them is counted in it.
 */
@Component
class PaymentBounds {
  private final Mandates mandates;
  private final Requests requests;
  private final SpendingLimits limits;
  private final SignatureCheck signatures;

  PaymentBounds(
      Mandates mandates, Requests requests, SpendingLimits limits, SignatureCheck signatures) {
    this.mandates = mandates;
    this.requests = requests;
    this.limits = limits;
    this.signatures = signatures;
  }

  /** What a batch is bounded by, and what each of its instructions, by identity, would spend. */
  record Locked(
      IdentityHashMap<Instruction, Spending> spendings,
      Map<MandateId, Mandate> mandates,
      Map<RequestToPayId, RequestToPay> requests,
      SpendingLimits.Locked limits,
      SignatureCheck.Locked signatures,
      Instant now) {}

  /**
   * Whose signature an instruction may want, and whose limits it counts on: once for each payer.
   */
  record Spending(List<SignatureCheck.Candidate> candidates, List<Spender> spenders) {
    static Spending of(Instruction instruction) {
      Spending spending = new Spending(new ArrayList<>(), new ArrayList<>());
      Paid.by(instruction)
          .ifPresent(payment -> {
            for (UserId payer : Paid.payers(payment)) {
              spending.candidates.add(new SignatureCheck.Candidate(instruction, payment, payer));
              // Of a conversion the payer spends what they pay, and not what it becomes.
              spending.spenders.add(new Spender(payment.tenant(), payer, payment.asset()));
            }
          });
      return spending;
    }
  }

  /** Those on whose word somebody else would draw; they are locked with all other people. */
  Set<UserId> givers(Collection<Instruction> instructions) {
    Set<UserId> givers = new HashSet<>();
    for (Instruction instruction : instructions) {
      if (instruction.authority().mandate() != null) {
        Paid.by(instruction).map(Paid::payers).ifPresent(givers::addAll);
      }
    }
    return givers;
  }

  /**
   * Asks what bounds a batch: mandates, requests and limits, each in one order. What counts under
   * those limits, and what waits to be signed, is locked when the answer is taken.
   */
  Function<Instant, Locked> ask(Collection<Instruction> instructions, RoundTrip trip) {
    Set<MandateId> drawn = new HashSet<>();
    Set<RequestToPayId> asked = new HashSet<>();
    IdentityHashMap<Instruction, Spending> spendings = new IdentityHashMap<>();
    Set<Spender> spenders = new HashSet<>();
    Set<PaymentId> freed = new HashSet<>();
    List<SignatureCheck.Candidate> candidates = new ArrayList<>();
    for (Instruction instruction : instructions) {
      MandateId mandate = instruction.authority().mandate();
      if (mandate != null) {
        drawn.add(mandate);
      }
      RequestToPayId request = instruction.authority().request();
      if (request != null) {
        asked.add(request);
      }
      Paid.freed(instruction).ifPresent(freed::add);
      Spending spending = Spending.of(instruction);
      spendings.put(instruction, spending);
      spenders.addAll(spending.spenders());
      candidates.addAll(spending.candidates());
    }
    Supplier<Map<MandateId, Mandate>> mandated = mandates.lock(drawn, trip);
    Supplier<Map<RequestToPayId, RequestToPay>> requested = requests.lock(asked, trip);
    Function<Instant, SpendingLimits.Locked> limited = limits.ask(spenders, freed, trip);
    return now ->
        new Locked(
            spendings,
            mandated.get(),
            requested.get(),
            limited.apply(now),
            signatures.lock(candidates),
            now);
  }

  /** What an instruction is bounded by, or what forbids it. */
  Judgement judge(Instruction instruction, Map<UserId, Users.Standing> standings, Locked locked) {
    List<Allowance> allowances = new ArrayList<>();
    MandateId drawn = instruction.authority().mandate();
    if (drawn != null) {
      Mandate mandate = locked.mandates().get(drawn);
      if (mandate == null
          || !mandate.isOpen(locked.now())
          || !covers(mandate, instruction)
          || !mayPay(standings.get(mandate.payer()), locked.now())) {
        return new Judgement.Barred(Refusal.of(Reason.MANDATE_ENDED));
      }
      allowances.add(mandate.allowance());
    }
    RequestToPayId asked = instruction.authority().request();
    if (asked != null) {
      RequestToPay request = locked.requests().get(asked);
      if (request == null
          || request.status(locked.now()) != RequestToPay.Status.OPEN
          || !request.payer().equals(instruction.authority().user())) {
        return new Judgement.Barred(Refusal.of(Reason.REQUEST_CLOSED));
      }
      allowances.add(request.allowance());
    }
    Spending spending = Objects.requireNonNull(locked.spendings().get(instruction));
    for (SignatureCheck.Candidate candidate : spending.candidates()) {
      switch (signatures.need(candidate, locked.signatures())) {
        case SignatureCheck.Need.Nothing _ -> {}
        case SignatureCheck.Need.Given(Allowance once) -> allowances.add(once);
        case SignatureCheck.Need.Missing(Refusal refusal) -> {
          return new Judgement.Barred(refusal);
        }
      }
    }
    spending.spenders().forEach(spender -> allowances.addAll(locked.limits().of(spender)));
    List<Allowance.OnHold> onHold =
        Paid.freed(instruction).map(locked.limits()::of).orElse(List.of());
    return allowances.isEmpty() && onHold.isEmpty()
        ? Judgement.FREE
        : new Judgement.Permitted(allowances, onHold);
  }

  /** Counts what was drawn, and what was given back. */
  void drawn(List<Allowance.Draw> draws, List<Allowance.OnHold> holds) {
    mandates.draw(of(Reason.MANDATE_EXCEEDED, draws));
    requests.paid(of(Reason.REQUEST_CLOSED, draws));
    limits.add(
        of(Reason.SPENDING_LIMIT_EXCEEDED, draws),
        holds.stream().filter(made -> made.kind() == Reason.SPENDING_LIMIT_EXCEEDED).toList());
    signatures.posted(of(Reason.COUNTERSIGNATURE_REQUIRED, draws));
  }

  private static List<Allowance.Draw> of(Reason kind, List<Allowance.Draw> draws) {
    return draws.stream().filter(draw -> draw.kind() == kind).toList();
  }

  // From the payer's account to the payee's, in its asset, and on the payee's own word.
  private static boolean covers(Mandate mandate, Instruction instruction) {
    return instruction instanceof Transfer transfer
        && transfer.type() == Transfer.Type.PAYMENT
        && mandate.payee().equals(instruction.authority().user())
        && transfer.assets().equals(Set.of(mandate.asset()))
        && transfer.entries().stream().allMatch(entry -> isBetween(mandate, entry));
  }

  private static boolean isBetween(Mandate mandate, Entry entry) {
    UserId party = entry.amountMinor() < 0 ? mandate.payer() : mandate.payee();
    return entry.account().equals(new AccountRef.OfOwner(party));
  }

  private static boolean mayPay(Users.@Nullable Standing payer, Instant now) {
    return payer != null && payer.isActive() && payer.access().at(now).allow(Permission.PAY);
  }
}
