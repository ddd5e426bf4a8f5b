package dev.countersign.client;

import dev.countersign.api.Problem;
import java.util.List;

/** The request is not valid; {@link #errors()} names every field at fault. */
public final class ValidationException extends CountersignException {
  private static final long serialVersionUID = 1;

  ValidationException(Failure failure) {
    super(failure);
  }

  public List<Problem.FieldError> errors() {
    Problem problem = problem();
    return problem == null ? List.of() : problem.errors();
  }
}
