package dev.countersign.server.platform.problem;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Problem.FieldError;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body that could not be read, in our words and never in its own. */
public final class UnreadableBody {
  /** Names in a path may be the caller's own; only plain ones are repeated. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_]{1,40}");

  private UnreadableBody() {}

  /** The refusal of a text that could not be read as JSON, or not as what it should be. */
  public static ProblemException explain(Throwable failure) {
    if (BodyTooLargeException.in(failure)) {
      return Problems.of(ErrorCode.PAYLOAD_TOO_LARGE);
    }
    return switch (jackson(failure)) {
      case null -> malformed("Send a body of the form the documentation shows.");
      case StreamConstraintsException _ ->
          malformed("The body is nested too deeply, or a name, text or number in it is too long.");
      case InputCoercionException number -> atField(number);
      case DatabindException binding -> explain(binding);
      case JacksonException syntax -> malformed("The body is not strict JSON" + at(syntax) + ".");
    };
  }

  private static @Nullable JacksonException jackson(Throwable failure) {
    JacksonException found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof JacksonException jackson) {
        found = jackson;
        if (cause instanceof DatabindException) {
          break;
        }
      }
    }
    return found;
  }

  private static ProblemException explain(DatabindException failure) {
    // A fault of the text met while a record was being filled is still a fault of the text.
    if (failure.getCause() instanceof JacksonException inner
        && !(inner instanceof DatabindException)
        && !(inner instanceof InputCoercionException)) {
      return explain(inner);
    }
    return atField(failure);
  }

  private static ProblemException atField(JacksonException failure) {
    String field = path(failure);
    if (field.isEmpty()) {
      return malformed("Send a JSON object of the form the documentation shows.");
    }
    return new ProblemException(
        ErrorCode.INVALID_REQUEST,
        ErrorCode.INVALID_REQUEST.hint(),
        List.of(fault(field, failure)),
        Map.of());
  }

  private static FieldError fault(String field, JacksonException failure) {
    return switch (failure) {
      case UnrecognizedPropertyException _ ->
          new FieldError(field, "unknown_field", "There is no such field here.");
      case InvalidNullException _ -> new FieldError(field, "required", "This field is needed.");
      case UnstorableTextException _ ->
          new FieldError(
              field, "control_characters", "Leave out control characters and half characters.");
      default ->
          new FieldError(field, "wrong_type", "This is missing, or not of the type expected.");
    };
  }

  private static String path(JacksonException failure) {
    StringBuilder path = new StringBuilder();
    for (Reference step : failure.getPath()) {
      String name = step.getPropertyName();
      if (name == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".")
            .append(PLAIN_NAME.matcher(name).matches() ? name : "(unnamed)");
      }
    }
    return path.toString();
  }

  private static String at(JacksonException failure) {
    TokenStreamLocation location = failure.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(ErrorCode.MALFORMED_REQUEST, detail);
  }
}
