package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.PaymentItem;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.PaymentVerdict;
import dev.countersign.api.PaymentVerdict.Status;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Instruction;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A part of somebody's batch on its way through the ledger: read item by item, posted as one,
 * answered in order. An item that cannot be read is refused by itself, like one that the ledger
 * refuses. For one thread.
 */
final class PaymentBatch {
  private final Caller caller;
  private final String key;
  private final PaymentOrders orders;
  private final Answers answers;
  private final List<Item> items = new ArrayList<>();

  /** An item as a movement, or the verdict that it is none. */
  private sealed interface Item {
    long index();

    record Read(long index, Instruction instruction) implements Item {}

    record Unread(PaymentVerdict verdict) implements Item {
      @Override
      public long index() {
        return verdict.index();
      }
    }
  }

  /**
   * @param key the key of the whole batch
   */
  PaymentBatch(Caller caller, String key, PaymentOrders orders, Answers answers) {
    this.answers = answers;
    this.caller = caller;
    this.key = key;
    this.orders = orders;
  }

  int size() {
    return items.size();
  }

  /** Takes the next item; what reading it throws becomes its verdict. */
  void add(long index, Supplier<PaymentItem> read) {
    try {
      PaymentItem item = read.get();
      PaymentRequest request =
          new PaymentRequest(item.recipient(), item.amount(), item.currency(), item.metadata());
      String own = item.idempotencyKey() == null ? key + "/" + index : item.idempotencyKey();
      items.add(new Item.Read(index, orders.payment(caller, own, request)));
    } catch (ProblemException fault) {
      items.add(
          new Item.Unread(
              refused(index, false, fault.code(), BatchItems.sentence(fault), fault.context())));
    }
  }

  /** Begins to post each by itself; the answer waits for the verdicts. */
  Supplier<List<PaymentVerdict>> post(Postings postings) {
    CompletableFuture<List<Verdict>> posted = postings.submit(instructions());
    return () -> verdicts(postings.await(posted));
  }

  /** Begins to post all or none. */
  Supplier<List<PaymentVerdict>> postLinked(Postings postings) {
    Optional<Item> unreadable = items.stream().filter(Item.Unread.class::isInstance).findFirst();
    if (unreadable.isPresent()) {
      return () -> spoilt(unreadable.get().index());
    }
    CompletableFuture<List<Verdict>> posted = postings.submitLinked(instructions());
    return () -> verdicts(postings.await(posted));
  }

  private List<Instruction> instructions() {
    List<Instruction> instructions = new ArrayList<>(items.size());
    for (Item item : items) {
      if (item instanceof Item.Read(long _, Instruction instruction)) {
        instructions.add(instruction);
      }
    }
    return instructions;
  }

  // One of those that stand or fall together could not be read.
  private List<PaymentVerdict> spoilt(long index) {
    Refusal linked =
        new Refusal(Refusal.Reason.LINKED_REFUSED, Map.of("failed_position", Long.toString(index)));
    return items.stream()
        .map(item ->
            switch (item) {
              case Item.Read readable -> refused(readable.index(), false, linked);
              case Item.Unread(PaymentVerdict verdict) -> verdict;
            })
        .toList();
  }

  private List<PaymentVerdict> verdicts(List<Verdict> posted) {
    List<PaymentVerdict> verdicts = new ArrayList<>(items.size());
    int next = 0;
    for (Item item : items) {
      verdicts.add(
          switch (item) {
            case Item.Read readable -> verdict(readable.index(), posted.get(next++));
            case Item.Unread(PaymentVerdict verdict) -> verdict;
          });
    }
    return verdicts;
  }

  private PaymentVerdict verdict(long index, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Posted(PostedTransfer transfer, boolean replayed) ->
          PaymentVerdict.completed(index, replayed, answers.payment(transfer));
      case Verdict.Refused(Refusal refusal, boolean replayed) -> {
        if (Refusals.isOfTheCaller(refusal)) {
          throw Refusals.problem(refusal);
        }
        yield refused(index, replayed, refusal);
      }
      case Verdict.Held held -> throw Postings.unasked(held);
    };
  }

  private static PaymentVerdict refused(long index, boolean replayed, Refusal refusal) {
    return refused(
        index,
        replayed,
        Refusals.code(refusal.reason()),
        Refusals.sentence(refusal),
        refusal.details());
  }

  private static PaymentVerdict refused(
      long index, boolean replayed, ErrorCode code, String message, Map<String, String> context) {
    return new PaymentVerdict(
        index, Status.REFUSED, replayed, null, code.wireName(), message, context);
  }
}
