package dev.countersign.server.credentials;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where hashes are computed: a few threads and a bounded queue, so that a flood of sign-ins takes
 * neither the processors nor the memory from everything else. What does not fit is told so at once.
 */
final class HashingPool implements AutoCloseable {
  private final ThreadPoolExecutor executor;

  HashingPool(int threads, int queue) {
    AtomicInteger number = new AtomicInteger();
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            work ->
                Thread.ofPlatform()
                    .daemon()
                    .name("password-hashing-" + number.incrementAndGet())
                    .unstarted(work));
  }

  /** Runs work and waits for it; empty when the queue is full. */
  <T> Optional<T> run(Callable<T> work) {
    Future<T> running;
    try {
      running = executor.submit(work);
    } catch (RejectedExecutionException full) {
      return Optional.empty();
    }
    try {
      return Optional.of(running.get());
    } catch (InterruptedException interrupted) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a password was hashed", interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a password could not be hashed", failed.getCause());
    }
  }

  /** How many hashes wait for a thread. */
  int waiting() {
    return executor.getQueue().size();
  }

  /** Finishes what was accepted; takes nothing more. */
  @Override
  public void close() {
    executor.close();
  }
}
