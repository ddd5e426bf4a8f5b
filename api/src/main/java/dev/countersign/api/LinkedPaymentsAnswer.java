package dev.countersign.api;

import java.util.List;

/** Payments that were made together, in the order of the request. */
public record LinkedPaymentsAnswer(List<Payment> payments) {
  public LinkedPaymentsAnswer {
    payments = Copies.of(payments);
  }
}
