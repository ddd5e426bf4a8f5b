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

  /** Whether it is a refusal of whoever asks, and so of all they ask for. */
  static boolean isOfTheCaller(Refusal refusal) {
    return switch (refusal.reason()) {
      case SESSION_ENDED, KEY_ENDED, USER_DISABLED, PERMISSION_DENIED -> true;
      default -> false;
    };
  }

  static ErrorCode code(Refusal.Reason reason) {
    return switch (reason) {
      case IDEMPOTENCY_CONFLICT -> ErrorCode.IDEMPOTENCY_CONFLICT;
      case SESSION_ENDED, USER_DISABLED -> ErrorCode.INVALID_TOKEN;
      case KEY_ENDED -> ErrorCode.INVALID_API_KEY;
      case PERMISSION_DENIED -> ErrorCode.FORBIDDEN;
      case MANDATE_ENDED -> ErrorCode.MANDATE_ENDED;
      case REQUEST_CLOSED -> ErrorCode.REQUEST_CLOSED;
      case COUNTERSIGNATURE_REQUIRED -> ErrorCode.COUNTERSIGNATURE_REQUIRED;
      case SCHEDULE_ENDED -> ErrorCode.SCHEDULE_ENDED;
      case UNKNOWN_PAYMENT -> ErrorCode.UNKNOWN_PAYMENT;
      case NOT_REVERSIBLE -> ErrorCode.NOT_REVERSIBLE;
      case HOLD_CLOSED -> ErrorCode.HOLD_CLOSED;
      case HOLD_EXPIRED -> ErrorCode.HOLD_EXPIRED;
      case CAPTURE_EXCEEDS -> ErrorCode.CAPTURE_EXCEEDS;
      case REVERSAL_EXCEEDS -> ErrorCode.REVERSAL_EXCEEDS;
      case UNKNOWN_ASSET -> ErrorCode.UNKNOWN_ASSET;
      case UNKNOWN_ACCOUNT -> ErrorCode.UNKNOWN_ACCOUNT;
      case ASSET_MISMATCH -> ErrorCode.ASSET_MISMATCH;
      case SAME_ACCOUNT -> ErrorCode.SAME_ACCOUNT;
      case ACCOUNT_CLOSED -> ErrorCode.ACCOUNT_CLOSED;
      case ACCOUNT_FROZEN -> ErrorCode.ACCOUNT_FROZEN;
      case MANDATE_EXCEEDED -> ErrorCode.MANDATE_EXCEEDED;
      case SPENDING_LIMIT_EXCEEDED -> ErrorCode.SPENDING_LIMIT_EXCEEDED;
      case INSUFFICIENT_FUNDS -> ErrorCode.INSUFFICIENT_FUNDS;
      case AMOUNT_OVERFLOW -> ErrorCode.AMOUNT_OVERFLOW;
      case LINKED_REFUSED -> ErrorCode.LINKED_REFUSED;
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
      case MANDATE_ENDED -> ErrorCode.MANDATE_ENDED.hint();
      case REQUEST_CLOSED -> ErrorCode.REQUEST_CLOSED.hint();
      case COUNTERSIGNATURE_REQUIRED -> ErrorCode.COUNTERSIGNATURE_REQUIRED.hint();
      case SCHEDULE_ENDED -> "The schedule is over.";
      case UNKNOWN_PAYMENT -> "No such payment.";
      case NOT_REVERSIBLE -> "This cannot be reversed.";
      case HOLD_CLOSED ->
          "Nothing is held any more: it was %s."
              .formatted(refusal.details().getOrDefault("state", "closed"));
      case HOLD_EXPIRED -> "The hold has expired.";
      case CAPTURE_EXCEEDS ->
          "Held %s < required %s".formatted(remaining(refusal), required(refusal));
      case REVERSAL_EXCEEDS ->
          "Left %s < required %s".formatted(remaining(refusal), required(refusal));
      case UNKNOWN_ASSET -> "No such asset. Name one that this tenant has.";
      case UNKNOWN_ACCOUNT -> "No such account. Check the account named.";
      case ASSET_MISMATCH -> "The account holds another asset.";
      case SAME_ACCOUNT -> "Payer and payee are the same account. Name another recipient.";
      case ACCOUNT_CLOSED -> "An account is closed.";
      case ACCOUNT_FROZEN -> "Nothing can be taken from an account for now.";
      case MANDATE_EXCEEDED ->
          "The payer allowed %s < required %s".formatted(remaining(refusal), required(refusal));
      case SPENDING_LIMIT_EXCEEDED ->
          "Spending limit %s < required %s".formatted(remaining(refusal), required(refusal));
      case INSUFFICIENT_FUNDS ->
          "Balance %s < required %s"
              .formatted(refusal.details().getOrDefault("available", "unknown"), required(refusal));
      case AMOUNT_OVERFLOW -> "An account cannot hold that much.";
      case LINKED_REFUSED ->
          "Another of the linked was refused: %s."
              .formatted(refusal.details().getOrDefault("failed_reason", "unknown"));
    };
  }

  private static String remaining(Refusal refusal) {
    return refusal.details().getOrDefault("remaining", "unknown");
  }

  private static String required(Refusal refusal) {
    return refusal.details().getOrDefault("required", "unknown");
  }
}
