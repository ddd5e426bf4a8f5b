package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What kind of thing a payment is for. */
public enum ReferenceType {
  /** An invoice's number. */
  @JsonProperty("invoice")
  INVOICE,
  /** An order's number. */
  @JsonProperty("order")
  ORDER,
  /** A contract's number. */
  @JsonProperty("contract")
  CONTRACT,
  /** A customer's number. */
  @JsonProperty("customer")
  CUSTOMER,
  /** The payer's own, which goes through to the payee as it is, as in ISO 20022. */
  @JsonProperty("end_to_end")
  END_TO_END,
  /** A structured creditor reference, ISO 11649. */
  @JsonProperty("creditor")
  CREDITOR
}
