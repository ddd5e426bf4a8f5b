package dev.countersign.server.ledger;

import dev.countersign.server.ledger.PostingGuard.Judgement;
import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.platform.id.IdGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's rules. A book is opened on everything a batch of instructions can touch, as it stood
 * when it was locked; they are carried out on it one after the other, in memory; what it then says
 * has changed is written. It knows no store, no thread and no framework, so that a simulation can
 * run it a million times.
 *
 * <p>An instruction is judged in the order of {@link Reason}, and the first thing found is the
 * answer: its key (a repeat gets the first answer, another request under the key a conflict), the
 * word it is given on as the {@link PostingGuard} saw it, then what it is about.
 *
 * <p>A person's account opens at its first credit or hold, the system's when they are first used;
 * an instruction that is refused opens nothing.
 */
final class Book {
  private final BookContents contents;
  private final TransferRules transfers;
  private final HoldRules holds;
  private final ReversalRules reversals;
  private final Map<KeyName, Answer> answers = new HashMap<>();
  private final List<Posting> postings = new ArrayList<>();

  /** An instruction with the verdict that has to be written. */
  record Posting(Instruction instruction, Verdict verdict) {
    /** What was recorded; {@code null} where nothing moved. */
    @Nullable PostedTransfer posted() {
      return verdict instanceof Verdict.Posted made ? made.transfer() : null;
    }

    /** The hold that was made or released; {@code null} for all else. */
    @Nullable HeldPayment held() {
      return verdict instanceof Verdict.Held made ? made.hold() : null;
    }

    /** Why nothing was recorded; {@code null} where something was. */
    @Nullable Refusal refusal() {
      return verdict instanceof Verdict.Refused refused ? refused.refusal() : null;
    }
  }

  Book(Assets assets, IdGenerator ids, Instant recordedAt, Before before) {
    contents = new BookContents(assets, ids, recordedAt, before);
    transfers = new TransferRules(contents);
    holds = new HoldRules(contents);
    reversals = new ReversalRules(contents);
    before.answers().forEach(answer -> answers.put(answer.name(), answer));
  }

  /**
   * What a book is opened on.
   *
   * @param accounts every account that exists under a name the instructions use, or that a hold or
   *     payment they are about names
   * @param answers every answer given before under a key the instructions use
   * @param holds every hold that they are about
   * @param originals every payment that they are about, with what of it was reversed
   */
  record Before(
      Collection<Account> accounts,
      Collection<Answer> answers,
      Collection<HeldPayment> holds,
      Collection<BookOriginal> originals) {
    /** Where nothing is about a hold or a payment. */
    Before(Collection<Account> accounts, Collection<Answer> answers) {
      this(accounts, answers, List.of(), List.of());
    }
  }

  /** Judges an instruction and, if nothing is against it, carries it out. */
  Verdict post(Instruction instruction, Judgement judgement) {
    KeyName key = KeyName.of(instruction);
    Answer known = answers.get(key);
    if (known != null) {
      return known.to(instruction);
    }
    Verdict verdict = judge(instruction, judgement);
    if (isRemembered(verdict)) {
      remember(key, instruction, verdict);
    }
    return verdict;
  }

  /**
   * Carries out all or none. Where one is refused, all others are with {@link
   * Reason#LINKED_REFUSED}, and what the ones before it had done is taken back.
   */
  List<Verdict> postLinked(List<Instruction> group, List<Judgement> judgements) {
    int conflict = firstConflict(group);
    if (conflict >= 0) {
      return refuseAll(group, conflict, Refusal.of(Reason.IDEMPOTENCY_CONFLICT));
    }
    contents.undo.begin();
    List<Verdict> verdicts = new ArrayList<>(group.size());
    for (int at = 0; at < group.size(); at++) {
      Verdict verdict = post(group.get(at), judgements.get(at));
      if (verdict instanceof Verdict.Refused refused && !refused.replayed()) {
        contents.undo.takeBack();
        return refuseAll(group, at, refused.refusal());
      }
      verdicts.add(verdict);
    }
    contents.undo.keep();
    return verdicts;
  }

  /** The instructions whose verdicts are to be remembered, in order. */
  List<Posting> postings() {
    return postings;
  }

  /** The accounts that something happened to. */
  Collection<BookAccount> changed() {
    return contents.accounts.changed();
  }

  /** The holds that were made, or are not as they were. */
  Collection<BookHold> changedHolds() {
    return contents.changedHolds();
  }

  /** What was drawn on allowances, or given back to them. */
  List<Allowance.Draw> draws() {
    return contents.allowances.draws();
  }

  /** The holds that were made on allowances. */
  List<Allowance.OnHold> onHold() {
    return contents.allowances.onHold();
  }

  private Verdict judge(Instruction instruction, Judgement judgement) {
    return switch (judgement) {
      case Judgement.Barred(Refusal refusal) -> Verdict.refused(refusal);
      case Judgement.Permitted(List<Allowance> allowances, List<Allowance.OnHold> onHold) ->
          switch (instruction) {
            case Transfer transfer -> transfers.post(transfer, allowances);
            case Hold hold -> transfers.hold(hold, allowances);
            case Capture capture -> holds.capture(capture, allowances, onHold);
            case Release release -> holds.release(release, onHold);
            case Reversal reversal -> reversals.reverse(reversal, allowances);
          };
    };
  }

  private static boolean isRemembered(Verdict verdict) {
    return !(verdict instanceof Verdict.Refused refused) || refused.refusal().reason().remembered();
  }

  private void remember(KeyName key, Instruction instruction, Verdict verdict) {
    answers.put(key, new Answer(key, instruction.key().requestHash(), verdict));
    postings.add(new Posting(instruction, verdict));
    contents.undo.note(() -> {
      answers.remove(key);
      postings.removeLast();
    });
  }

  // Asked before anything is judged: what is remembered of a group is remembered of all of it. The
  // hash of each tells the whole group, so that what was asked alone, or in another group, is
  // another request; so is what the same group asks for under one key twice.
  private int firstConflict(List<Instruction> group) {
    Set<KeyName> keys = new HashSet<>();
    for (int at = 0; at < group.size(); at++) {
      KeyName key = KeyName.of(group.get(at));
      Answer answer = answers.get(key);
      boolean same =
          answer == null || answer.requestHash().equals(group.get(at).key().requestHash());
      if (!keys.add(key) || !same) {
        return at;
      }
    }
    return -1;
  }

  private List<Verdict> refuseAll(List<Instruction> group, int failed, Refusal refusal) {
    Refusal linked =
        new Refusal(
            Reason.LINKED_REFUSED,
            Map.of(
                "failed_position", Integer.toString(failed),
                "failed_key", group.get(failed).key().key(),
                "failed_reason", refusal.reason().wireName()));
    List<Verdict> verdicts = new ArrayList<>(group.size());
    for (int at = 0; at < group.size(); at++) {
      Instruction instruction = group.get(at);
      Verdict verdict = Verdict.refused(at == failed ? refusal : linked);
      if (refusal.reason().remembered()) {
        remember(KeyName.of(instruction), instruction, verdict);
      }
      verdicts.add(verdict);
    }
    return verdicts;
  }
}
