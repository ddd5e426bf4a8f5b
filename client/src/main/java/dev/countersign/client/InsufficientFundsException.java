package dev.countersign.client;

/** The payer's balance does not cover the payment; nothing moved. */
public final class InsufficientFundsException extends PaymentException {
  private static final long serialVersionUID = 1;

  private final String available;
  private final String required;

  InsufficientFundsException(Failure failure) {
    super(failure);
    this.available = failure.context("available", failure.context("balance", ""));
    this.required = failure.context("required", "");
  }

  /** What the payer could have spent, as a decimal; empty where the service doesn't say. */
  public String available() {
    return available;
  }

  /** What the payment needed, as a decimal; empty where the service doesn't say. */
  public String required() {
    return required;
  }
}
