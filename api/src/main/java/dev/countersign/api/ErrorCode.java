package dev.countersign.api;

import java.util.Locale;

/**
 * Every code an error answer can bear, with its HTTP status and its meaning. Codes never change.
 */
public enum ErrorCode {
  MALFORMED_REQUEST(400, "The request could not be read"),
  INVALID_REQUEST(400, "Fields of the request are not valid"),
  IDEMPOTENCY_KEY_REQUIRED(400, "The request needs an Idempotency-Key"),
  UNAUTHENTICATED(401, "A valid access token is needed"),
  INVALID_CREDENTIALS(401, "The name or the password is wrong"),
  INVALID_TOKEN(401, "The token is malformed, expired or revoked"),
  FORBIDDEN(403, "The caller may not do this"),
  NOT_FOUND(404, "There is nothing here"),
  METHOD_NOT_ALLOWED(405, "The resource does not answer this method"),
  NOT_ACCEPTABLE(406, "The answer is not available in the form asked for"),
  ALREADY_REGISTERED(409, "The address or name is taken"),
  IDEMPOTENCY_CONFLICT(409, "The key was used before for another request"),
  PAYLOAD_TOO_LARGE(413, "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body is not of a form that is read here"),
  UNKNOWN_RECIPIENT(422, "No such recipient"),
  UNKNOWN_ACCOUNT(422, "No such account"),
  UNKNOWN_ASSET(422, "No such asset"),
  ASSET_MISMATCH(422, "The account holds another asset"),
  SAME_ACCOUNT(422, "Payer and payee are the same"),
  INSUFFICIENT_FUNDS(422, "The balance does not cover it"),
  AMOUNT_OVERFLOW(422, "The amount is beyond what an account can hold"),
  WEAK_PASSWORD(422, "The password is too easy to guess"),
  RATE_LIMITED(429, "Too many requests"),
  INTERNAL_ERROR(500, "An unexpected error occurred"),
  UNAVAILABLE(503, "The service cannot answer for the moment");

  private final int status;
  private final String title;

  ErrorCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The code on the wire: {@code insufficient_funds}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }
}
