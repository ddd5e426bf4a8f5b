package dev.countersign.server.countersigning;

import dev.countersign.server.countersigning.JdbcWaitingPayments.Name;
import dev.countersign.server.countersigning.WaitingPayment.Status;
import dev.countersign.server.ledger.Allowance;
import dev.countersign.server.ledger.Instruction;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Asks, inside the posting transaction, whether what has to be countersigned is. For tenants that
 * have never set it, it costs a look into memory.
 */
@Component
public final class SignatureCheck {
  private final SigningPolicies policies;
  private final JdbcWaitingPayments store;
  private final JdbcSignedPayees payees;
  private final InstantSource clock;

  SignatureCheck(
      SigningPolicies policies,
      JdbcWaitingPayments store,
      JdbcSignedPayees payees,
      InstantSource clock) {
    this.policies = policies;
    this.store = store;
    this.payees = payees;
    this.clock = clock;
  }

  /** A payment, and the instruction that makes it. */
  public record Candidate(Instruction instruction, Transfer payment, UserId payer) {}

  /** What is known of a batch, locked until it has committed. */
  public static final class Locked {
    private static final Locked NOTHING = new Locked(Map.of(), Map.of(), Map.of(), Instant.EPOCH);

    private final Map<TenantId, SigningPolicy> policies;
    private final Map<Name, WaitingPayment> waiting;
    private final Map<UserId, Set<String>> payees;
    private final Instant now;

    private Locked(
        Map<TenantId, SigningPolicy> policies,
        Map<Name, WaitingPayment> waiting,
        Map<UserId, Set<String>> payees,
        Instant now) {
      this.policies = policies;
      this.waiting = waiting;
      this.payees = payees;
      this.now = now;
    }

    /** Whether an instruction is of a payment that somebody signed and that was not posted yet. */
    public boolean isSigned(Instruction instruction) {
      WaitingPayment found = waiting.isEmpty() ? null : waiting.get(name(instruction));
      return found != null
          && instruction instanceof Transfer transfer
          && found.statusAt(now) == Status.SIGNED
          && found.isOf(transfer);
    }
  }

  /** What a payment needs. */
  public sealed interface Need {
    /** No signature. */
    record Nothing() implements Need {}

    /** It has one, which is good for so much. */
    record Given(Allowance allowance) implements Need {}

    record Missing(Refusal refusal) implements Need {}
  }

  /** Locks what payments wait under the keys of a batch. */
  public Locked lock(Collection<Candidate> candidates) {
    Map<TenantId, SigningPolicy> set = new HashMap<>();
    for (Candidate candidate : candidates) {
      SigningPolicy policy = policies.of(candidate.payment().tenant());
      if (policy.set()) {
        set.put(candidate.payment().tenant(), policy);
      }
    }
    if (set.isEmpty()) {
      return Locked.NOTHING;
    }
    Set<Name> names = new HashSet<>();
    Set<UserId> payers = new HashSet<>();
    Set<String> paid = new HashSet<>();
    for (Candidate candidate : candidates) {
      SigningPolicy policy = set.get(candidate.payment().tenant());
      if (policy != null) {
        names.add(name(candidate.instruction()));
        if (policy.newPayees()) {
          payers.add(candidate.payer());
          paid.addAll(Payee.names(candidate.payment()));
        }
      }
    }
    Map<Name, WaitingPayment> waiting =
        store.lock(names).stream()
            .collect(
                Collectors.toMap(
                    it -> new Name(it.tenant(), it.payer().value(), it.key()), it -> it));
    return new Locked(
        set,
        waiting,
        payers.isEmpty() ? Map.of() : payees.among(payers, paid),
        StoredTime.now(clock));
  }

  /** Whether a payment needs a signature, and has it. */
  public Need need(Candidate candidate, Locked locked) {
    SigningPolicy policy = locked.policies.get(candidate.payment().tenant());
    if (policy == null) {
      return new Need.Nothing();
    }
    WaitingPayment known = locked.waiting.get(name(candidate.instruction()));
    if (known != null) {
      return need(candidate, known, locked);
    }
    List<Demand> demands =
        policy.demands(
            candidate.payment(), locked.payees.getOrDefault(candidate.payer(), Set.of()));
    return demands.isEmpty() ? new Need.Nothing() : missing(demands);
  }

  // Under the key of one that waits or has waited nothing else is posted, whatever holds by now.
  private static Need need(Candidate candidate, WaitingPayment known, Locked locked) {
    if (locked.isSigned(candidate.instruction())) {
      return new Need.Given(known.allowance());
    }
    return known.requestHash().equals(candidate.instruction().key().requestHash())
        ? missing(known.demands())
        : new Need.Missing(Refusal.of(Reason.IDEMPOTENCY_CONFLICT));
  }

  /** Notes what was posted, in the transaction in which it was locked. */
  public void posted(List<Allowance.Draw> draws) {
    if (!draws.isEmpty()) {
      int closed =
          store.close(
              draws.stream().map(Allowance.Draw::allowance).toList(),
              Status.COMPLETED,
              StoredTime.now(clock));
      if (closed != draws.size()) {
        throw new IllegalStateException(
            "posted " + draws.size() + " signed payments, closed " + closed);
      }
    }
  }

  private static Need missing(List<Demand> demands) {
    List<String> reasons = new ArrayList<>();
    demands.forEach(demand -> reasons.add(demand.wireName()));
    return new Need.Missing(
        new Refusal(
            Reason.COUNTERSIGNATURE_REQUIRED, Map.of("reasons", String.join(",", reasons))));
  }

  private static Name name(Instruction instruction) {
    return new Name(instruction.tenant(), instruction.key().scope(), instruction.key().key());
  }
}
