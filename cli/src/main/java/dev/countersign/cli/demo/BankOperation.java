package dev.countersign.cli.demo;

import java.util.Map;

/** The bank's codes in English. */
final class BankOperation {
  private static final Map<String, String> SYMBOLS =
      Map.of(
          "UROK", "interest",
          "SLUZBY", "statement fee",
          "SIPO", "household payment",
          "DUCHOD", "pension",
          "POJISTNE", "insurance",
          "UVER", "loan payment",
          "SANKC. UROK", "penalty interest");
  private static final Map<String, String> OPERATIONS =
      Map.of(
          "VKLAD", "cash deposit",
          "VYBER", "cash withdrawal",
          "VYBER KARTOU", "card withdrawal",
          "PREVOD NA UCET", "transfer to another bank",
          "PREVOD Z UCTU", "transfer from another bank");

  private BankOperation() {}

  /** What a transaction was for, in a few words. */
  static String describe(BankRow row) {
    String purpose = SYMBOLS.get(row.symbol());
    if (purpose != null) {
      return purpose;
    }
    return OPERATIONS.getOrDefault(row.operation(), row.amountMinor() > 0 ? "credit" : "debit");
  }
}
