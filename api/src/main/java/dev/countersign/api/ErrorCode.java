package dev.countersign.api;

import java.util.Locale;

/**
 * Every code an error answer can bear, with its HTTP status, its meaning and what to do about it.
 * Codes never change.
 */
public enum ErrorCode {
  MALFORMED_REQUEST(
      400, "The request could not be read", "Check address, headers and body, and send again."),
  INVALID_REQUEST(400, "Invalid input provided", "Correct the fields named and send again."),
  IDEMPOTENCY_KEY_REQUIRED(
      400,
      "The request needs an Idempotency-Key",
      "Choose a key of your own for this request, and send the same one when you repeat it."),
  UNAUTHENTICATED(
      401, "A valid access token is needed", "Sign in and send the token as a bearer token."),
  INVALID_CREDENTIALS(
      401,
      "Authentication failed",
      "Check the name and the password. Who has just registered may have to confirm their address"
          + " first, by the message sent to it."),
  INVALID_TOKEN(
      401,
      "The token is malformed, expired or revoked",
      "Refresh the access token, or sign in again."),
  INVALID_CLIENT(
      401,
      "Client authentication failed",
      "Send the client's id and secret by HTTP Basic authentication."),
  INVALID_API_KEY(
      401,
      "The API key is malformed, unknown or revoked",
      "Check the key, or make another with POST /v1/api-keys."),
  API_KEY_EXPIRED(
      401, "API key has expired", "Use the key it was rotated to, or make another one."),
  CREDENTIALS_DISAGREE(
      401,
      "The request bears two credentials of different callers",
      "Send either an access token or an API key."),
  DEVICE_VERIFICATION_FAILED(
      401,
      "Device verification failed",
      "The session was to be renewed from another device than it began on, and has ended. Sign in"
          + " again."),
  INSUFFICIENT_USER_AUTHENTICATION(
      401,
      "A fresh second factor is needed",
      "Prove a factor with POST /v1/auth/mfa/initiate and /verify, and send the request again."),
  PASSKEY_REFUSED(
      401, "The passkey is not accepted", "Begin again, and read the reason in the context."),
  FORBIDDEN(403, "The caller may not do this", "Ask an administrator for the permission."),
  TENANT_SUSPENDED(403, "The tenant is suspended", "Ask the operator of the service."),
  CANNOT_IMPERSONATE(
      403,
      "This person cannot be impersonated",
      "Nobody sees by another what they may not themselves, nor by themselves."),
  OWN_ELEVATION(403, "Nobody decides on their own elevation", "Ask a second person to decide."),
  ELEVATED_IN_TURN(
      403,
      "Nobody is lent a role by whom they lent one",
      "Ask somebody who has no role from whoever asks."),
  PERMISSION_NOT_HELD(
      403,
      "Nobody gives or takes what they do not hold",
      "Ask somebody who holds the permissions of the role."),
  NOT_A_SIGNER(
      403,
      "The caller cannot sign this payment",
      "Let somebody sign as the tenant has set it: the payer by a second factor, or another person."),
  SIGNER_NOT_APART(
      403,
      "Payer and signer are not two people of two minds",
      "Ask somebody else, who has lent the payer no role and has none from them."),
  PERSON_REQUIRED(
      403, "A person must call", "Call with the token or key of a person, not of a service."),
  SESSION_REQUIRED(
      403, "A person must have signed in", "Sign in and send that session's token, not a key."),
  IMPERSONATION_REFUSED(
      403,
      "This is for the person alone",
      "Whoever sees what another person sees may not do this for them."),
  INSUFFICIENT_SCOPE(
      403, "Insufficient permissions", "Use a key or token with the scopes that the detail names."),
  IP_ADDRESS_NOT_ALLOWED(
      403, "IP address not allowed", "Call from an address that the key's allowed_ips name."),
  ORIGIN_NOT_ALLOWED(
      403, "Origin not allowed", "Send an Origin header with one of the key's allowed_origins."),
  WRONG_PASSWORD(
      403, "The current password is wrong", "Check the current password and send it again."),
  PASSWORD_CHANGE_REQUIRED(
      403,
      "The password must be changed first",
      "Choose another with POST /v1/auth/password/change and the change_token, then sign in."),
  PASSWORD_RESET_REQUIRED(
      403,
      "The password cannot be verified any more",
      "Set a new one by a password reset, or ask an administrator."),
  MFA_REQUIRED(
      403,
      "A second factor is needed",
      "Choose one of the factors, and prove it with POST /v1/auth/mfa/initiate and /verify."),
  MFA_ENROLMENT_REQUIRED(
      403,
      "A second factor has to be set up first",
      "Set one up with POST /v1/mfa/methods and the enrolment_token, then sign in."),
  DEVELOPMENT_MODE(
      403,
      "The service runs in development mode",
      "It answers this machine only. Set COUNTERSIGN_MODE=production to serve others."),
  NOT_FOUND(404, "There is nothing here", "Check the address and the id in it."),
  UNKNOWN_TENANT(404, "No such tenant", "Check the header X-Tenant-ID."),
  METHOD_NOT_ALLOWED(
      405, "The resource does not answer this method", "Use one that the Allow header names."),
  NOT_ACCEPTABLE(
      406, "The answer is not available in the form asked for", "Accept application/json."),
  TENANT_TAKEN(
      409, "The slug or a host is another tenant's", "Choose another, or free it there first."),
  OWN_TENANT(409, "The operator's own tenant stays active", "Suspend another tenant."),
  ELEVATION_OPEN(409, "One is open already", "Take it back, or wait until it is decided or over."),
  ELEVATION_DECIDED(409, "It is decided, or over", "Ask for another."),
  NOT_AWAITING_SIGNATURE(
      409, "The payment does not wait any more", "Look at it again: it was signed, or is over."),
  SHOWN_OTHERWISE(
      409,
      "What was shown is not what would be signed",
      "Read the payment again, and sign what it says now."),
  BUILT_IN_ROLE(
      409, "The role is built in", "Make a role of your own that includes it, and change that."),
  ROLE_EXISTS(409, "There is a role of this name", "Choose another name, or change that role."),
  ROLE_IN_USE(
      409,
      "Somebody has the role, or another includes it",
      "Take it from everybody and everything first."),
  TOO_MANY_ROLES(409, "The tenant has as many roles as it can", "Remove one first."),
  LAST_ADMINISTRATOR(
      409, "A tenant keeps one administrator", "Make somebody else administrator first."),
  ALREADY_REGISTERED(409, "The address or name is taken", "Sign in, or choose another."),
  TOO_MANY_WEBHOOKS(
      409, "The tenant has as many webhooks as it can", "Remove one, or widen another's types."),
  REQUEST_CLOSED(
      409, "What was asked for is paid, declined, taken back or expired", "Read how it stands."),
  TOO_MANY_REQUESTS_TO_PAY(
      409, "You have asked as often as you may for now", "Wait a day, or ask somebody else."),
  SCHEDULE_ENDED(409, "The schedule is over", "Make another."),
  TOO_MANY_SCHEDULES(409, "There are as many schedules as there may be", "Cancel one first."),
  TOO_MANY_API_KEYS(409, "There are as many API keys as there may be", "Revoke one first."),
  MFA_NOT_SET_UP(409, "There is no second factor", "Set one up with POST /v1/mfa/methods."),
  MFA_METHOD_EXISTS(409, "There is such a factor already", "Disable it first, or keep using it."),
  IDEMPOTENCY_CONFLICT(
      409,
      "The key was used before for another request",
      "Send the first request again as it was, or choose another key."),
  ALREADY_MATCHED(
      409,
      "Something of it is matched already",
      "Look at what has no counterpart yet, or undo the other match."),
  ASSET_EXISTS(409, "There is such an asset, of another scale", "Choose another code."),
  ACCOUNT_NOT_EMPTY(
      409,
      "There is money in the account, or held on it",
      "Pay it out, and void or capture what is held."),
  PAYLOAD_TOO_LARGE(413, "The request is too large", "Send less, or send it in parts."),
  UNSUPPORTED_MEDIA_TYPE(
      415, "The body is not of a form that is read here", "Send application/json."),
  UNKNOWN_ROLE(422, "No such role", "Check the name of the role."),
  ROLE_CYCLE(422, "The role would include itself", "Leave out the role through which it does."),
  UNKNOWN_RECIPIENT(422, "No such recipient", "Check the address, name or id of the recipient."),
  UNKNOWN_ACCOUNT(422, "No such account", "Check the account."),
  UNKNOWN_ASSET(422, "No such asset", "Check the currency."),
  ASSET_MISMATCH(422, "The account holds another asset", "Choose an account of that currency."),
  ZERO_AMOUNT(422, "The amount is zero", "Give an amount other than zero."),
  NEGATIVE_AMOUNT(422, "The amount is negative", "Give an amount above zero."),
  TOO_MANY_DECIMALS(
      422, "The amount has more decimals than the asset", "Give no more decimals than it has."),
  UNBALANCED_ENTRIES(
      422, "The entries do not sum to zero", "Let what is taken equal what is given."),
  ASSET_NOT_ALLOWED(
      422, "The tenant does not take this asset", "Choose one that GET /v1/assets allows."),
  SPLITS_MISMATCH(
      422, "The parts do not make up the amount", "Let them sum to it, or share out the rest."),
  FEE_EXCEEDS_AMOUNT(
      422, "The fee would take all of the amount", "Lower the fee, or let the payer bear it."),
  NO_RATE(422, "No rate is stated for this", "Ask an administrator to state one."),
  RATE_CHANGED(422, "The rate has changed", "Agree to the rate in the context, with a new key."),
  SAME_ACCOUNT(422, "Payer and payee are the same", "Choose another recipient."),
  UNKNOWN_PAYMENT(422, "No such payment", "Check the id of the payment."),
  NOT_REVERSIBLE(
      422,
      "This cannot be reversed",
      "Reverse the payment itself, not its reversal; what is only held is voided."),
  HOLD_CLOSED(
      422, "Nothing is held any more", "Read the hold's state; begin again with a new one."),
  HOLD_EXPIRED(422, "The hold has expired", "Begin again with a new hold."),
  CAPTURE_EXCEEDS(422, "Less than that is held", "Capture no more than the context says remains."),
  REVERSAL_EXCEEDS(
      422, "Less than that is left to reverse", "Reverse no more than the context says remains."),
  ACCOUNT_CLOSED(422, "An account is closed", "Name another account."),
  ACCOUNT_FROZEN(
      422, "Nothing can be taken from an account for now", "Ask whoever runs the ledger."),
  INVALID_MANDATE(
      422,
      "The mandate is not good for this",
      "Send the token as it was issued, as the payee it names and in its currency."),
  MANDATE_ENDED(422, "The mandate was taken back or is over", "Ask the payer for a new mandate."),
  COUNTERSIGNATURE_REQUIRED(
      422,
      "This has to be countersigned first",
      "Pay it by itself with POST /v1/payments, where it can wait to be signed."),
  MANDATE_EXCEEDED(
      422, "The payer did not allow as much, or as often", "Ask the payer for a new mandate."),
  SPENDING_LIMIT_EXCEEDED(
      422, "The spending limit does not allow it", "Pay less, or ask an administrator."),
  LINKED_REFUSED(
      422,
      "Another of the linked payments was refused",
      "Correct the one that the context names, and send all again with new keys."),
  INSUFFICIENT_FUNDS(422, "The balance does not cover it", "Pay less, or add funds first."),
  AMOUNT_OVERFLOW(422, "The amount is beyond what an account can hold", "Send less."),
  INVALID_CODE(
      422, "The link or code is wrong, used or expired", "Ask for a new one and use that soon."),
  MFA_METHOD_UNAVAILABLE(422, "Factors of this type are not offered here", "Choose another type."),
  WEAK_PASSWORD(422, "The password is too easy to guess", "Choose a longer or rarer one."),
  TOO_MANY_STREAMS(
      429,
      "There are as many streams of events open as there may be",
      "Close one, or read page by page."),
  RATE_LIMITED(429, "Too many requests", "Wait for the seconds in the Retry-After header."),
  INTERNAL_ERROR(
      500,
      "An unexpected error occurred",
      "Try again. If it stays, report the request_id to the operator."),
  UNAVAILABLE(
      503, "Service temporarily unavailable", "Wait for the seconds in Retry-After and try again."),
  MESSAGE_NOT_SENT(
      503, "The message could not be sent", "Try again in a moment, or choose another factor."),
  TIMED_OUT(503, "Request timed out, please try again", "Wait for the seconds in Retry-After.");

  private final int status;
  private final String title;
  private final String hint;

  ErrorCode(int status, String title, String hint) {
    this.status = status;
    this.title = title;
    this.hint = hint;
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

  /** What to do next; the detail of a problem where nothing more exact is known. */
  public String hint() {
    return hint;
  }
}
