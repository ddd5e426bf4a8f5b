package dev.countersign.client;

/** It contradicts what is there: a name that is taken, a key used before for another request. */
public final class ConflictException extends CountersignException {
  private static final long serialVersionUID = 1;

  ConflictException(Failure failure) {
    super(failure);
  }
}
