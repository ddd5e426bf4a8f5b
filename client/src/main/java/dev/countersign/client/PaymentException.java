package dev.countersign.client;

/** The ledger refused the payment; nothing moved. */
public sealed class PaymentException extends CountersignException
    permits InsufficientFundsException {
  private static final long serialVersionUID = 1;

  PaymentException(Failure failure) {
    super(failure);
  }
}
