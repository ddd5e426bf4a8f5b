package dev.countersign.client;

/** There is nothing under this id, or nothing the caller may see. */
public final class NotFoundException extends CountersignException {
  private static final long serialVersionUID = 1;

  NotFoundException(Failure failure) {
    super(failure);
  }
}
