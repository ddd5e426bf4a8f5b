package dev.countersign.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets so many go at once; the others go in the order in which they came. Thread-safe. */
final class Line implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
  private int free;
  private boolean closed;

  Line(int atOnce) {
    this.free = atOnce;
  }

  /** Goes when it is its turn. */
  <T> CompletableFuture<T> join(Supplier<CompletableFuture<T>> going) {
    return turn()
        .thenCompose(v -> {
          try {
            return going.get().whenComplete((done, failure) -> leave());
          } catch (RuntimeException | Error failure) {
            leave();
            throw failure;
          }
        });
  }

  private CompletableFuture<Void> turn() {
    lock.lock();
    try {
      if (closed) {
        return CompletableFuture.failedFuture(new IOException("the client is closed"));
      }
      if (free > 0) {
        free--;
        return CompletableFuture.completedFuture(null);
      }
      CompletableFuture<Void> turn = new CompletableFuture<>();
      waiting.add(turn);
      return turn;
    } finally {
      lock.unlock();
    }
  }

  // What the next one does is not done under the lock.
  private void leave() {
    CompletableFuture<Void> next;
    lock.lock();
    try {
      next = waiting.poll();
      if (next == null) {
        free++;
      }
    } finally {
      lock.unlock();
    }
    if (next != null) {
      next.complete(null);
    }
  }

  @Override
  public void close() {
    List<CompletableFuture<Void>> left;
    lock.lock();
    try {
      closed = true;
      left = new ArrayList<>(waiting);
      waiting.clear();
    } finally {
      lock.unlock();
    }
    left.forEach(turn -> turn.completeExceptionally(new IOException("the client is closed")));
  }
}
