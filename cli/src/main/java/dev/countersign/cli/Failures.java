package dev.countersign.cli;

import dev.countersign.cli.demo.DemoFailedException;
import dev.countersign.client.CountersignException;
import dev.countersign.client.NetworkException;
import dev.countersign.client.TimeoutException;
import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into a sentence and an exit code. */
final class Failures implements IExecutionExceptionHandler {
  static final int FAILED = 1;
  static final int MISUSED = 2;
  static final int REFUSED = 3;
  static final int UNREACHABLE = 4;

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    PrintWriter err = line.getErr();
    return switch (failure) {
      case NetworkException e -> {
        err.println(e.getMessage());
        err.println("Start the service with 'countersign serve', or name it with --server.");
        yield UNREACHABLE;
      }
      case TimeoutException e -> said(err, e, UNREACHABLE);
      case CountersignException e -> {
        err.println(e.getMessage());
        if (e.problem() != null) {
          e.problem()
              .errors()
              .forEach(fault -> err.println("  " + fault.field() + ": " + fault.message()));
        }
        yield REFUSED;
      }
      case MisusedException e -> said(err, e, MISUSED);
      case DemoFailedException e -> said(err, e, FAILED);
      case CancellationException e -> said(err, e, FAILED);
      default -> {
        // A fault of ours: the trace is what we need to see.
        failure.printStackTrace(err);
        yield FAILED;
      }
    };
  }

  private static int said(PrintWriter err, Exception failure, int code) {
    err.println(failure.getMessage());
    return code;
  }
}
