package dev.countersign.server.reconciliation;

import dev.countersign.api.Problem.FieldError;
import dev.countersign.server.platform.problem.ProblemException;
import java.util.List;

/** Refuses a file by the line and the field that are at fault. */
final class UnreadableFile {
  private UnreadableFile() {}

  static ProblemException at(int line, String field, String message) {
    return ProblemException.invalid(
        List.of(new FieldError("line " + line + ": " + field, "unreadable", message)));
  }
}
