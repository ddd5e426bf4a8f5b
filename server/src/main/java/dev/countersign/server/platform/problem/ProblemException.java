package dev.countersign.server.platform.problem;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.FactorView;
import dev.countersign.api.Problem.FieldError;
import java.util.List;
import java.util.Map;

/**
 * A refusal on its way out of a controller, rendered once at the edge. Features answer refusals as
 * data; only the edge turns them into this.
 */
public final class ProblemException extends RuntimeException {
  /** The entry of the context that says in how many seconds to try again. */
  public static final String RETRY_AFTER = "retry_after";

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<FieldError> errors;
  private final transient Map<String, String> context;
  private final transient List<FactorView> factors;

  public ProblemException(
      ErrorCode code, String detail, List<FieldError> errors, Map<String, String> context) {
    this(code, detail, errors, context, List.of());
  }

  /**
   * A refusal until a second factor is proved.
   *
   * @param factors what there is to choose from
   */
  public ProblemException(
      ErrorCode code,
      String detail,
      List<FieldError> errors,
      Map<String, String> context,
      List<FactorView> factors) {
    super(detail, null, false, false);
    this.factors = List.copyOf(factors);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.context = Map.copyOf(context);
  }

  public ProblemException(ErrorCode code, String detail) {
    this(code, detail, List.of(), Map.of());
  }

  /** Fields at fault, all told together. */
  public static ProblemException invalid(List<FieldError> errors) {
    return new ProblemException(
        ErrorCode.INVALID_REQUEST, "Correct the fields named and send again.", errors, Map.of());
  }

  public ErrorCode code() {
    return code;
  }

  public List<FieldError> errors() {
    return errors;
  }

  public List<FactorView> factors() {
    return factors;
  }

  public Map<String, String> context() {
    return context;
  }
}
