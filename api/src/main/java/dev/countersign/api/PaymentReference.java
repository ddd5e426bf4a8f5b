package dev.countersign.api;

/**
 * What a payment is for, in terms that somebody else keeps.
 *
 * @param value 1 to 140 characters; an {@code end_to_end} at most 35, a {@code creditor} reference
 *     as ISO 11649 has it, with its check digits
 */
public record PaymentReference(ReferenceType type, String value) {}
