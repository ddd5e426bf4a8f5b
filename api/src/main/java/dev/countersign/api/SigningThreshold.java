package dev.countersign.api;

import org.jspecify.annotations.Nullable;

/**
 * Above which amount a payment is countersigned.
 *
 * @param currency the asset's code
 * @param amount zero or more; what is above it waits
 */
public record SigningThreshold(@Nullable String currency, @Nullable String amount) {}
