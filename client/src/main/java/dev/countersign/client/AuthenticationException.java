package dev.countersign.client;

/** Who is calling is not known: no tokens, or they or the password were refused. */
public final class AuthenticationException extends CountersignException {
  private static final long serialVersionUID = 1;

  AuthenticationException(Failure failure) {
    super(failure);
  }
}
