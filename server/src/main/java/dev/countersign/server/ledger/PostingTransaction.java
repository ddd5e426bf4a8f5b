package dev.countersign.server.ledger;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.ledger.PostingGuard.Judgement;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.LocalSettings;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Posts a batch in one transaction: all verdicts with their effects and their events, or none. */
final class PostingTransaction {
  // Every look-up of a posting is by key, for a handful of names as for thousands. Planned anew
  // each time, a commit of a few payments spends more on plans than on payments; so each statement
  // is planned once, and may be planned one way only: key by key through an index, which is right
  // for a store of any size. And whoever holds a lock too long costs a retry, not a standstill.
  private static final LocalSettings BY_KEY =
      LocalSettings.of(
          Map.of(
              "plan_cache_mode", "force_generic_plan",
              "enable_seqscan", "off",
              "enable_hashjoin", "off",
              "enable_mergejoin", "off",
              "lock_timeout", "5s"));

  private final TenantTransactions transactions;
  private final PostingGuard guard;
  private final JdbcBooks books;
  private final AuditTrail audit;
  private final Assets assets;
  private final IdGenerator ids;
  private final InstantSource clock;
  private Instant latest = Instant.MIN;

  PostingTransaction(
      TenantTransactions transactions,
      PostingGuard guard,
      JdbcBooks books,
      AuditTrail audit,
      Assets assets,
      IdGenerator ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.guard = guard;
    this.books = books;
    this.audit = audit;
    this.assets = assets;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * One list of verdicts for each group, in order. A {@link CommitUnknown} leaves open whether they
   * stand.
   */
  List<List<Verdict>> post(List<Group> batch) {
    List<Instruction> instructions =
        batch.stream().flatMap(group -> group.instructions().stream()).toList();
    Set<TenantId> tenants =
        instructions.stream().map(Instruction::tenant).collect(Collectors.toSet());
    boolean[] complete = {false};
    try {
      return transactions.in(
          tenants,
          BY_KEY,
          trip -> {
            List<List<Verdict>> verdicts = judge(batch, instructions, trip);
            complete[0] = true;
            return verdicts;
          });
    } catch (RuntimeException e) {
      throw complete[0] ? new CommitUnknown(e) : e;
    }
  }

  // All that everybody needs is asked for at once: the guard's rows are locked first, and then the
  // accounts; what few batches have besides comes after them. Everybody does it in that order.
  private List<List<Verdict>> judge(
      List<Group> batch, List<Instruction> instructions, RoundTrip trip) {
    Supplier<List<Judgement>> judged = guard.ask(instructions, trip);
    Supplier<Book.Before> before = books.open(instructions, trip);
    trip.make();
    List<Judgement> judgements = judged.get();
    Instant now = recordedAt();
    Book book = new Book(assets, ids, now, before.get());
    List<List<Verdict>> verdicts = new ArrayList<>(batch.size());
    int from = 0;
    for (Group group : batch) {
      verdicts.add(post(book, group, judgements.subList(from, from + group.size())));
      from += group.size();
    }
    if (!book.postings().isEmpty()) {
      JdbcPostings.write(book, now, trip);
      audit.record(PostingEvents.of(book), trip);
    }
    if (book.draws().isEmpty()) {
      trip.makeAndCommit();
    } else {
      trip.make();
      guard.drawn(book.draws(), book.onHold());
    }
    return verdicts;
  }

  private static List<Verdict> post(Book book, Group group, List<Judgement> judgements) {
    if (group.linked()) {
      return book.postLinked(group.instructions(), judgements);
    }
    List<Verdict> verdicts = new ArrayList<>(group.size());
    for (int at = 0; at < group.size(); at++) {
      verdicts.add(book.post(group.instructions().get(at), judgements.get(at)));
    }
    return List.copyOf(verdicts);
  }

  // Never earlier than before, whatever the clock does.
  private Instant recordedAt() {
    Instant now = StoredTime.now(clock);
    latest = now.isAfter(latest) ? now : latest;
    return latest;
  }

  /** The store did not say what became of the commit. */
  static final class CommitUnknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommitUnknown(RuntimeException cause) {
      super("the outcome of the commit is not known", cause);
    }
  }
}
