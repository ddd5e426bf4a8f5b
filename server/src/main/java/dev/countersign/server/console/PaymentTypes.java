package dev.countersign.server.console;

import dev.countersign.server.ledger.Transfer;

/** What kinds of movements are called on a page. */
final class PaymentTypes {
  private PaymentTypes() {}

  static String name(Transfer.Type type) {
    return switch (type) {
      case PAYMENT -> "Payment";
      case DEPOSIT -> "Deposit";
      case WITHDRAWAL -> "Withdrawal";
      case TRANSACTION -> "Transaction";
      case CONVERSION -> "Conversion";
      case CAPTURE -> "Capture";
      case REVERSAL -> "Reversal";
    };
  }
}
