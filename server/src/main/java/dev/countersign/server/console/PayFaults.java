package dev.countersign.server.console;

import dev.countersign.api.Problem.FieldError;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.payments.SignedPayments;
import dev.countersign.server.platform.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Why somebody was not paid and what to do about it, by the field of the form that says otherwise;
 * by the empty name what no field can mend.
 */
final class PayFaults {
  static final String ACCOUNT = "account";
  static final String RECIPIENT = "recipient";
  static final String AMOUNT = "amount";
  static final String REFERENCE = "reference";
  static final String NONE = "";
  static final List<String> FIELDS = List.of(ACCOUNT, RECIPIENT, AMOUNT, REFERENCE);

  static final Map<String, String> NO_SUCH_ACCOUNT =
      Map.of(ACCOUNT, "Choose one of your accounts.");

  private static final String ONESELF = "That is you. Name somebody else.";
  private static final String USED =
      "Nothing more was paid. Something else was paid from this form already: see your payments. To"
          + " pay this as well, go on.";
  private static final String UNKNOWN =
      "Nobody can say yet whether it was paid. Go on and pay it again from here: it is paid once.";

  private PayFaults() {}

  /** Of what cannot be asked of the ledger. */
  static Map<String, String> of(ProblemException problem) {
    if (problem.errors().isEmpty()) {
      return Map.of(
          NONE,
          switch (problem.code()) {
            case IDEMPOTENCY_CONFLICT -> USED;
            case UNAVAILABLE -> UNKNOWN;
            default ->
                nothing(Objects.requireNonNullElse(problem.getMessage(), problem.code().hint()));
          });
    }
    return byField(problem, PayFaults::field);
  }

  /**
   * Of fields at fault.
   *
   * @param named the field of the form by its name in the API
   */
  static Map<String, String> byField(ProblemException problem, UnaryOperator<String> named) {
    Map<String, String> faults = new TreeMap<>();
    for (FieldError error : problem.errors()) {
      faults.putIfAbsent(named.apply(error.field()), sentence(error));
    }
    return faults;
  }

  /**
   * Of what the ledger has refused.
   *
   * @param account the account that was to pay
   */
  static Map<String, String> of(Refusal refusal, String account) {
    Map<String, String> details = refusal.details();
    String currency = " " + details.getOrDefault("currency", "");
    return switch (refusal.reason()) {
      case INSUFFICIENT_FUNDS ->
          Map.of(
              AMOUNT,
              "You have "
                  + details.getOrDefault("available", "less")
                  + currency
                  + ". Pay less, or have money paid in first.");
      case SPENDING_LIMIT_EXCEEDED ->
          Map.of(
              AMOUNT,
              "Your spending limit leaves "
                  + details.getOrDefault("remaining", "less")
                  + currency
                  + ". Pay less, or wait until its day, week or month is over.");
      case AMOUNT_OVERFLOW -> Map.of(AMOUNT, "No account holds that much. Pay less.");
      case SAME_ACCOUNT -> Map.of(RECIPIENT, ONESELF);
      case UNKNOWN_ACCOUNT -> Map.of(RECIPIENT, "There is no such account. Check its id.");
      case ASSET_MISMATCH ->
          Map.of(RECIPIENT, "That account holds another asset. Name the person, or pay from it.");
      case ACCOUNT_CLOSED ->
          account.equals(details.get(ACCOUNT))
              ? Map.of(ACCOUNT, "This account is closed. Choose another.")
              : Map.of(RECIPIENT, "That account is closed. Ask for another.");
      case ACCOUNT_FROZEN ->
          Map.of(
              ACCOUNT,
              "Nothing can be taken from this account for now. Choose another, or ask an"
                  + " administrator.");
      case IDEMPOTENCY_CONFLICT -> Map.of(NONE, USED);
      default -> Map.of(NONE, nothing(SignedPayments.sentence(refusal)));
    };
  }

  private static String sentence(FieldError error) {
    return switch (error.code()) {
      case "unknown_recipient" -> error.message() + " Check how it is written, or ask them.";
      case "same_account" -> ONESELF;
      case "unknown_asset" -> "Choose one of the currencies.";
      default -> error.message();
    };
  }

  private static String nothing(String why) {
    return "Nothing was paid. " + why;
  }

  private static String field(String named) {
    return switch (named) {
      case RECIPIENT, AMOUNT -> named;
      case "currency" -> ACCOUNT;
      case "references[0].value" -> REFERENCE;
      default -> NONE;
    };
  }
}
