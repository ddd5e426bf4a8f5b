package dev.countersign.server.platform.config;

import dev.countersign.postgres.EmbeddedPostgresException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Shows the sentence of a refused start instead of a stack trace. */
final class StartRefusals implements FailureAnalyzer {
  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartRefusedException || cause instanceof EmbeddedPostgresException) {
        return new FailureAnalysis(cause.getMessage(), null, failure);
      }
    }
    return null;
  }
}
