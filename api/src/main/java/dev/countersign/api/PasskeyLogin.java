package dev.countersign.api;

/**
 * Signs in by a passkey alone: {@code POST /v1/auth/passkey}.
 *
 * @param credential what {@code navigator.credentials.get} answered
 */
public record PasskeyLogin(PasskeyCredential credential) {
  @Override
  public String toString() {
    return "PasskeyLogin[]";
  }
}
