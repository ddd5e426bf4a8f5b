package dev.countersign.client;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Turns a future's outcome into a returned value or a thrown {@link CountersignException}. */
final class Waiting {
  private Waiting() {}

  static <T> T on(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("interrupted while waiting for the service");
      cancelled.initCause(e);
      throw cancelled;
    } catch (ExecutionException e) {
      Throwable cause = unwrapped(e);
      if (cause instanceof CountersignException failure) {
        // Thrown on another thread: this adds the trace of the caller, who has to find the line.
        failure.addSuppressed(new CallerTrace());
        throw failure;
      }
      throw new IllegalStateException("the client failed", cause);
    }
  }

  static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Where the caller waited. */
  private static final class CallerTrace extends RuntimeException {
    private static final long serialVersionUID = 1;

    CallerTrace() {
      super("waited for here");
    }
  }
}
