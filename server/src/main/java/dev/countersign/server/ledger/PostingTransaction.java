package dev.countersign.server.ledger;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Posts a batch in one transaction: all verdicts with their effects and their events, or none. */
final class PostingTransaction {
  private final TenantTransactions transactions;
  private final PostingGuard guard;
  private final JdbcBooks books;
  private final JdbcPostings postings;
  private final AuditTrail audit;
  private final Assets assets;
  private final IdGenerator ids;
  private final InstantSource clock;
  private Instant latest = Instant.MIN;

  PostingTransaction(
      TenantTransactions transactions,
      PostingGuard guard,
      JdbcBooks books,
      JdbcPostings postings,
      AuditTrail audit,
      Assets assets,
      IdGenerator ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.guard = guard;
    this.books = books;
    this.postings = postings;
    this.audit = audit;
    this.assets = assets;
    this.ids = ids;
    this.clock = clock;
  }

  /** One verdict for each, in order. A {@link CommitUnknown} leaves open whether they stand. */
  List<Verdict> post(List<Transfer> batch) {
    Set<TenantId> tenants = batch.stream().map(Transfer::tenant).collect(Collectors.toSet());
    boolean[] complete = {false};
    try {
      return transactions.in(
          tenants,
          () -> {
            List<Verdict> verdicts = judge(batch);
            complete[0] = true;
            return verdicts;
          });
    } catch (RuntimeException e) {
      throw complete[0] ? new CommitUnknown(e) : e;
    }
  }

  // The guard's rows are locked before any account, by everybody.
  private List<Verdict> judge(List<Transfer> batch) {
    Set<PostingGuard.Request> requests = new LinkedHashSet<>();
    batch.forEach(transfer -> requests.add(PostingGuard.Request.of(transfer)));
    Map<PostingGuard.Request, Refusal> barred = guard.refused(requests);
    Book.Before before = books.open(batch, barred);
    Instant now = recordedAt();
    Book book = new Book(assets, ids, now, before);
    List<Verdict> verdicts = batch.stream().map(book::post).toList();
    if (!book.postings().isEmpty()) {
      postings.write(book, now);
      audit.record(PostingEvents.of(book));
    }
    return verdicts;
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
