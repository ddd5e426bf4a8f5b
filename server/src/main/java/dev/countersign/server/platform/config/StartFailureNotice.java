package dev.countersign.server.platform.config;

import java.io.PrintStream;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Tells the person at the terminal why the service did not start; the log is for machines. */
final class StartFailureNotice implements FailureAnalysisReporter {
  private final PrintStream terminal;

  StartFailureNotice() {
    this(System.err);
  }

  StartFailureNotice(PrintStream terminal) {
    this.terminal = terminal;
  }

  @Override
  public void report(FailureAnalysis analysis) {
    terminal.println("Countersign did not start: " + analysis.getDescription());
    if (analysis.getAction() != null) {
      terminal.println(analysis.getAction());
    }
  }
}
