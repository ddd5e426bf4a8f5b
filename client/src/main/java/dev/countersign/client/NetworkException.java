package dev.countersign.client;

/**
 * The service could not be reached, or the connection broke: whether the call took effect is not
 * known.
 */
public final class NetworkException extends CountersignException {
  private static final long serialVersionUID = 1;

  NetworkException(Failure failure) {
    super(failure);
  }
}
