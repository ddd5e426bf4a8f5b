package dev.countersign.api;

/**
 * A new mandate, with its token, which is not shown again.
 *
 * @param token for the payee, who sends it as {@code mandate} of a payment; a JWT that anybody can
 *     verify by the tenant's key set
 */
public record IssuedMandate(String token, MandateView mandate) {
  // A token gets nowhere by being logged.
  @Override
  public String toString() {
    return "IssuedMandate[" + mandate.id() + "]";
  }
}
