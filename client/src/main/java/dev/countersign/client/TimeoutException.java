package dev.countersign.client;

/** No answer came in time: whether the call took effect is not known. */
public final class TimeoutException extends CountersignException {
  private static final long serialVersionUID = 1;

  TimeoutException(Failure failure) {
    super(failure);
  }
}
