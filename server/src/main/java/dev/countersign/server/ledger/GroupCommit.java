package dev.countersign.server.ledger;

import dev.countersign.server.ledger.PostingTransaction.CommitUnknown;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger as a queue and one thread that empties it. Each time it takes all that waits, judges
 * it in memory and writes it in one transaction: what a commit costs is shared by as many as came
 * meanwhile, and a hot account costs what a cold one does. Who finds the queue idle waits for
 * nobody.
 *
 * <p>Several nodes may do this on one database. They meet at the rows they lock; where they collide
 * (the same key, the same new account) one of them rolls back and does its batch again.
 *
 * <p>A submission that cannot be posted, which is a bug of its sender, does not take down those it
 * shares a batch with: they are then posted one by one.
 */
final class GroupCommit implements Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final int ATTEMPTS_MAX = 8;
  private static final int LOOKS = 30;
  private static final long FIRST_PAUSE_NANOS = 2_000_000;

  private final PostingTransaction transaction;
  private final SubmissionQueue queue;
  private final CommitCount count;
  private final Duration patience;
  private volatile List<Submission> underWay = List.of();
  private @Nullable Thread committer;

  /**
   * Posts nothing yet.
   *
   * @param patience how long anybody waits for an answer, to a thirtieth
   */
  GroupCommit(
      PostingTransaction transaction, SubmissionQueue queue, CommitCount count, Duration patience) {
    this.transaction = transaction;
    this.queue = queue;
    this.count = count;
    this.patience = patience;
  }

  @Override
  public CompletableFuture<List<Verdict>> post(List<? extends Instruction> instructions) {
    return submit(Group.single(instructions));
  }

  @Override
  public CompletableFuture<List<Verdict>> postLinked(List<? extends Instruction> instructions) {
    return submit(Group.linked(instructions));
  }

  /** Takes a group in as it is. */
  CompletableFuture<List<Verdict>> submit(Group group) {
    if (group.size() == 0) {
      return CompletableFuture.completedFuture(List.of());
    }
    Submission submission = Submission.of(group);
    return queue.offer(submission)
        ? submission.answer()
        : CompletableFuture.failedFuture(
            new LedgerBusy("too much is waiting to be posted; ask again in a moment"));
  }

  /** Starts to post; what was submitted before waits until now. May follow a stop. */
  synchronized void start() {
    queue.reopen();
    Thread started = Thread.ofPlatform().name("ledger-committer").start(this::run);
    committer = started;
    Thread.ofPlatform().daemon().name("ledger-patience").start(() -> watch(started));
  }

  /** Takes nothing more in, posts what was taken, and returns when that is done. */
  synchronized void stop() {
    queue.close();
    Thread running = committer;
    if (running != null) {
      joinUninterruptibly(running);
    }
  }

  private void run() {
    try {
      List<Submission> batch = queue.take();
      while (!batch.isEmpty()) {
        underWay = batch;
        answer(batch);
        underWay = List.of();
        batch = queue.take();
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; if somebody does, they want it gone.
      Thread.currentThread().interrupt();
    } finally {
      queue.close();
      giveUpAfter(Duration.ZERO);
    }
  }

  // For all of them at once: a timer for each would cost a sixteenth of the rate.
  private void watch(Thread running) {
    try {
      while (!running.join(patience.dividedBy(LOOKS))) {
        giveUpAfter(patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveUpAfter(Duration waited) {
    Stream.concat(underWay.stream(), queue.all().stream())
        .filter(submission -> submission.hasWaited(waited))
        .forEach(submission ->
            submission.fail(new LedgerUnavailable("the store has not answered in time", null)));
  }

  private void answer(List<Submission> batch) {
    try {
      List<List<Verdict>> verdicts = attempt(batch.stream().map(Submission::group).toList());
      tell(() -> {
        for (int at = 0; at < batch.size(); at++) {
          batch.get(at).succeed(verdicts.get(at));
        }
      });
    } catch (RuntimeException | Error failure) {
      fail(batch, failure);
    }
  }

  private void fail(List<Submission> batch, Throwable failure) {
    boolean unreachable =
        failure instanceof CommitUnknown || StoreFault.of(failure) == StoreFault.UNREACHABLE;
    if (batch.size() > 1 && !unreachable) {
      batch.forEach(submission -> answer(List.of(submission)));
      return;
    }
    LOG.atWarn()
        .setCause(failure)
        .addKeyValue("submissions", batch.size())
        .log("Nothing could be posted");
    RuntimeException told = told(failure, unreachable);
    tell(() -> batch.forEach(submission -> submission.fail(told)));
  }

  // The committer begins the next batch meanwhile: waking everybody who waits takes its time.
  private static void tell(Runnable answers) {
    Thread.startVirtualThread(answers);
  }

  private static RuntimeException told(Throwable failure, boolean unreachable) {
    if (unreachable || StoreFault.of(failure) == StoreFault.COLLISION) {
      return new LedgerUnavailable(
          "the store did not answer; ask again with the same key", failure);
    }
    return new IllegalStateException("this could not be posted, nor can it be", failure);
  }

  private List<List<Verdict>> attempt(List<Group> groups) {
    for (int attempt = 1; ; attempt++) {
      try {
        long begun = System.nanoTime();
        List<List<Verdict>> verdicts = transaction.post(groups);
        count.note(groups.stream().mapToInt(Group::size).sum(), System.nanoTime() - begun);
        return verdicts;
      } catch (RuntimeException e) {
        // A collision is rolled back for certain, also where it shows at the commit.
        if (attempt == ATTEMPTS_MAX || StoreFault.of(e) != StoreFault.COLLISION) {
          throw e;
        }
        LOG.atDebug().setCause(e).addKeyValue("attempt", attempt).log("Batch collided, once more");
        LockSupport.parkNanos(FIRST_PAUSE_NANOS << attempt);
      }
    }
  }

  private static void joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
