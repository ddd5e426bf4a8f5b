package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.platform.problem.ProblemException;
import java.util.List;

/** The ledger's refusals as HTTP tells them. */
final class Refusals {
  private Refusals() {}

  static ProblemException problem(Refusal refusal) {
    return new ProblemException(
        code(refusal.reason()), sentence(refusal), List.of(), refusal.details());
  }

  static ErrorCode code(Refusal.Reason reason) {
    return switch (reason) {
      case IDEMPOTENCY_CONFLICT -> ErrorCode.IDEMPOTENCY_CONFLICT;
      case SESSION_ENDED, USER_DISABLED -> ErrorCode.INVALID_TOKEN;
      case KEY_ENDED -> ErrorCode.INVALID_API_KEY;
      case PERMISSION_DENIED -> ErrorCode.FORBIDDEN;
      case UNKNOWN_ASSET -> ErrorCode.UNKNOWN_ASSET;
      case UNKNOWN_ACCOUNT -> ErrorCode.UNKNOWN_ACCOUNT;
      case ASSET_MISMATCH -> ErrorCode.ASSET_MISMATCH;
      case SAME_ACCOUNT -> ErrorCode.SAME_ACCOUNT;
      case INSUFFICIENT_FUNDS -> ErrorCode.INSUFFICIENT_FUNDS;
      case AMOUNT_OVERFLOW -> ErrorCode.AMOUNT_OVERFLOW;
    };
  }

  /** What happened and what to do, with the figures of this very refusal. */
  static String sentence(Refusal refusal) {
    return switch (refusal.reason()) {
      case IDEMPOTENCY_CONFLICT ->
          "This key was used before for another request. Use a new key for a new intent.";
      case SESSION_ENDED, USER_DISABLED -> "The session has ended. Sign in again.";
      case KEY_ENDED -> "The API key was revoked, or has come to its end.";
      case PERMISSION_DENIED -> "You may not do this any more.";
      case UNKNOWN_ASSET -> "No such asset. Name one that this tenant has.";
      case UNKNOWN_ACCOUNT -> "No such account. Check the account named.";
      case ASSET_MISMATCH -> "The account holds another asset.";
      case SAME_ACCOUNT -> "Payer and payee are the same account. Name another recipient.";
      case INSUFFICIENT_FUNDS ->
          "Balance %s < required %s"
              .formatted(
                  refusal.details().getOrDefault("available", "unknown"),
                  refusal.details().getOrDefault("required", "unknown"));
      case AMOUNT_OVERFLOW -> "An account cannot hold that much.";
    };
  }
}
