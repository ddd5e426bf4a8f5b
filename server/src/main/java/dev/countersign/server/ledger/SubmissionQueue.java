package dev.countersign.server.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits to be posted, bounded by its number of instructions. Thread-safe. */
final class SubmissionQueue {
  private final int waitingMax;
  private final int batchMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Submission> waiting = new ArrayDeque<>();
  private int instructionsWaiting;
  private boolean closed;

  SubmissionQueue(int waitingMax, int batchMax) {
    this.waitingMax = waitingMax;
    this.batchMax = batchMax;
  }

  /** Whether the submission was taken. An empty queue takes one of any size. */
  boolean offer(Submission submission) {
    int size = submission.group().size();
    lock.lock();
    try {
      if (closed || (instructionsWaiting > 0 && instructionsWaiting + size > waitingMax)) {
        return false;
      }
      waiting.add(submission);
      instructionsWaiting += size;
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until something is there, and takes as much as one commit should carry: everything, or
   * what comes first of it. Empty once the queue is closed and drained.
   */
  List<Submission> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.await();
      }
      List<Submission> batch = new ArrayList<>();
      int size = 0;
      Submission next = waiting.peek();
      while (next != null && (batch.isEmpty() || size + next.group().size() <= batchMax)) {
        batch.add(waiting.remove());
        size += next.group().size();
        next = waiting.peek();
      }
      instructionsWaiting -= size;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** What waits to be taken, in its order. */
  List<Submission> all() {
    lock.lock();
    try {
      return List.copyOf(waiting);
    } finally {
      lock.unlock();
    }
  }

  /** How many instructions wait to be taken. */
  int waiting() {
    lock.lock();
    try {
      return instructionsWaiting;
    } finally {
      lock.unlock();
    }
  }

  /** Takes submissions in again after it was closed. */
  void reopen() {
    lock.lock();
    try {
      closed = false;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more in; what is there can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
