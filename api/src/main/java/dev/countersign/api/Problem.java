package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error answer: an RFC 9457 problem with a stable code.
 *
 * @param type a reference to the code's documentation
 * @param title the code's meaning in a few words
 * @param status the HTTP status
 * @param detail what happened this time and what to do next
 * @param code the stable name to program against: one of {@link ErrorCode}
 * @param requestId the request, for support and logs
 * @param errors the fields at fault, all of them, where the input was
 * @param context what a caller needs to understand a refusal, such as balance and required sum
 * @param factors the second factors to choose from, where one has to be proved
 * @param error the same in OAuth's words (RFC 6749 §5.2), on the endpoints under {@code /oauth2}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @JsonProperty("request_id") @Nullable String requestId,
    List<FieldError> errors,
    Map<String, String> context,
    List<FactorView> factors,
    @Nullable String error) {

  /** A problem that OAuth has no word for. */
  public Problem(
      String type,
      String title,
      int status,
      String detail,
      String code,
      @Nullable String requestId,
      List<FieldError> errors,
      Map<String, String> context) {
    this(type, title, status, detail, code, requestId, errors, context, List.of(), null);
  }

  /**
   * One field at fault.
   *
   * @param field its name in the request, with a path where it is nested: {@code items[3].amount}
   * @param code what is wrong with it, stable
   * @param message the same in a sentence
   */
  public record FieldError(String field, String code, String message) {}

  public Problem {
    errors = errors == null ? List.of() : List.copyOf(errors);
    context = context == null ? Map.of() : Map.copyOf(context);
    factors = factors == null ? List.of() : List.copyOf(factors);
  }

  /** The same with OAuth's word for it. */
  public Problem withError(String name) {
    return new Problem(
        type, title, status, detail, code, requestId, errors, context, factors, name);
  }

  /** The same with what there is to choose from. */
  public Problem withFactors(List<FactorView> choices) {
    return new Problem(
        type, title, status, detail, code, requestId, errors, context, choices, error);
  }
}
