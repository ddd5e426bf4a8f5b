package dev.countersign.server.payments;

import dev.countersign.api.BatchLimits;
import dev.countersign.api.EntryItem;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.TransactionBatchAnswer;
import dev.countersign.api.TransactionBatchRequest;
import dev.countersign.api.TransactionItem;
import dev.countersign.api.TransactionStatus;
import dev.countersign.api.TransactionVerdict;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Entry;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whole lists of transactions. An item that cannot be read is refused by itself, like one that the
 * ledger refuses; the list as a whole fails only where it is no list of items.
 */
@Component
class TransactionBatches {
  private final Orders orders;
  private final Recipients recipients;
  private final Postings postings;
  private final Answers answers;

  TransactionBatches(Orders orders, Recipients recipients, Postings postings, Answers answers) {
    this.orders = orders;
    this.recipients = recipients;
    this.postings = postings;
    this.answers = answers;
  }

  TransactionBatchAnswer post(Caller caller, TransactionBatchRequest request) {
    List<TransactionItem> items = BatchItems.verified("transactions", request.transactions());
    List<Read> reads = items.stream().map(item -> read(caller, item)).toList();
    List<Transfer> readable = reads.stream().flatMap(read -> read.transfer().stream()).toList();
    List<Verdict> verdicts = readable.isEmpty() ? List.of() : postings.post(readable);
    List<TransactionVerdict> results = new ArrayList<>(items.size());
    int next = 0;
    for (Read read : reads) {
      results.add(
          switch (read) {
            case Read.Good good -> verdict(good, verdicts.get(next++));
            case Read.Bad bad -> bad.verdict();
          });
    }
    return new TransactionBatchAnswer(results);
  }

  /** An item as a movement, or the verdict that it is none. */
  private sealed interface Read {
    List<Transfer> transfer();

    record Good(String reference, Transfer movement) implements Read {
      @Override
      public List<Transfer> transfer() {
        return List.of(movement);
      }
    }

    record Bad(TransactionVerdict verdict) implements Read {
      @Override
      public List<Transfer> transfer() {
        return List.of();
      }
    }
  }

  private Read read(Caller caller, TransactionItem item) {
    try {
      return readable(caller, item);
    } catch (ProblemException refused) {
      return new Read.Bad(
          refusal(
              String.valueOf(item.reference()),
              false,
              refused.code(),
              BatchItems.sentence(refused),
              refused.context()));
    }
  }

  private Read.Good readable(Caller caller, TransactionItem item) {
    Fields fields = new Fields();
    String reference = fields.text("reference", item.reference(), IdempotencyKey.LENGTH_MAX);
    String currency = fields.text("currency", item.currency(), Orders.CURRENCY_MAX);
    Map<String, String> metadata = Metadata.read(fields, item.metadata());
    EffectiveTimes.verify(fields, "effective_at", item.effectiveAt());
    if (item.entries().size() < 2 || item.entries().size() > BatchLimits.ENTRIES_MAX) {
      fields.fault("entries", "size", "Give 2 to " + BatchLimits.ENTRIES_MAX + " entries.");
    }
    fields.verify();
    Asset asset = orders.asset(caller.tenant(), currency);
    List<String> hashed =
        new ArrayList<>(List.of("transaction", currency, String.valueOf(item.effectiveAt())));
    List<Entry> entries = new ArrayList<>(item.entries().size());
    for (int index = 0; index < item.entries().size(); index++) {
      entries.add(entry(caller, asset, item.entries().get(index), index, hashed));
    }
    requireBalanced(entries);
    metadata.forEach((name, value) -> hashed.addAll(List.of(name, value)));
    Transfer transfer =
        new Transfer(
            caller.tenant(),
            Transfer.Type.TRANSACTION,
            currency,
            entries,
            IdempotencyKey.ofTenant(
                caller.tenant(), reference, RequestHash.of(hashed.toArray(String[]::new))),
            Orders.authority(caller),
            item.effectiveAt(),
            metadata,
            Orders.requestId());
    return new Read.Good(reference, transfer);
  }

  private Entry entry(
      Caller caller, Asset asset, @Nullable EntryItem item, int index, List<String> hashed) {
    Fields fields = Fields.ofItem("entries", index);
    String account = fields.text("account", item == null ? null : item.account(), 300);
    String amount = fields.text("amount", item == null ? null : item.amount(), Orders.AMOUNT_MAX);
    fields.verify();
    long minor = Amounts.notZero("entries[" + index + "].amount", amount, asset);
    AccountRef ref =
        recipients
            .findForAdministrator(caller.tenant(), account)
            .orElseThrow(() ->
                Orders.atFault(
                    "entries[" + index + "].account",
                    ErrorCode.UNKNOWN_ACCOUNT,
                    "No such account."));
    hashed.add(account);
    hashed.add(Long.toString(minor));
    return new Entry(ref, minor);
  }

  private static void requireBalanced(List<Entry> entries) {
    try {
      long sum = 0;
      long moved = 0;
      for (Entry entry : entries) {
        sum = Math.addExact(sum, entry.amountMinor());
        moved = Math.addExact(moved, Math.max(entry.amountMinor(), 0));
      }
      if (sum != 0) {
        throw Orders.atFault(
            "entries", ErrorCode.UNBALANCED_ENTRIES, "Let the entries sum to zero.");
      }
    } catch (ArithmeticException e) {
      throw Orders.atFault("entries", ErrorCode.AMOUNT_OVERFLOW, "Give smaller amounts.");
    }
  }

  private TransactionVerdict verdict(Read.Good read, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Posted posted ->
          new TransactionVerdict(
              read.reference(),
              TransactionStatus.COMPLETED,
              posted.replayed(),
              posted.transfer().id().text(),
              answers.entries(posted.transfer(), account -> true),
              null,
              null,
              null);
      case Verdict.Held held -> throw Postings.unasked(held);
      case Verdict.Refused refused -> refused(read.reference(), refused);
    };
  }

  private static TransactionVerdict refused(String reference, Verdict.Refused refused) {
    Refusal refusal = refused.refusal();
    if (Refusals.isOfTheCaller(refusal)) {
      throw Refusals.problem(refusal);
    }
    return refusal(
        reference,
        refused.replayed(),
        Refusals.code(refusal.reason()),
        Refusals.sentence(refusal),
        refusal.details());
  }

  private static TransactionVerdict refusal(
      String reference,
      boolean replayed,
      ErrorCode code,
      String message,
      Map<String, String> context) {
    return new TransactionVerdict(
        reference,
        TransactionStatus.REFUSED,
        replayed,
        null,
        List.of(),
        code.wireName(),
        message,
        context);
  }
}
