package dev.countersign.api;

import java.util.List;

/**
 * Asks for several payments, of which all are made or none: {@code POST /v1/payments/linked}, with
 * an {@code Idempotency-Key}.
 *
 * @param payments 2 to {@value #PAYMENTS_MAX}
 */
public record LinkedPaymentsRequest(List<LinkedPayment> payments) {
  /** The most payments that can be linked. */
  public static final int PAYMENTS_MAX = 50;

  public LinkedPaymentsRequest {
    payments = Copies.of(payments);
  }
}
