package dev.countersign.proof;

import java.io.Serial;

/**
 * Thrown by the {@code parse} and {@code fromBytes} methods of this package when their input does
 * not have the documented form.
 *
 * <p>The verifying methods never throw it: they answer with a result that names the fault.
 */
public final class MalformedException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  MalformedException(String message) {
    super(message);
  }
}
