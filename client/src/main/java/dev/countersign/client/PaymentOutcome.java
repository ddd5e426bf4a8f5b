package dev.countersign.client;

import dev.countersign.api.Payment;

/**
 * A payment that stands.
 *
 * @param payment as it was recorded
 * @param replayed whether this request had been made before, and moved nothing now
 */
public record PaymentOutcome(Payment payment, boolean replayed) {}
