package dev.countersign.client;

/** The caller may not do this. */
public final class PermissionDeniedException extends CountersignException {
  private static final long serialVersionUID = 1;

  PermissionDeniedException(Failure failure) {
    super(failure);
  }
}
