package dev.countersign.server.console.page;

/**
 * Which factors can be set up.
 *
 * @param action where the wish for one goes
 * @param passkeyAction where the wish for a passkey goes
 * @param token what entitles somebody who is not let in yet; empty for somebody signed in
 */
public record FactorOffer(
    String action,
    String passkeyAction,
    String token,
    boolean passkey,
    boolean app,
    boolean phone,
    boolean mailbox) {
  @Override
  public String toString() {
    return "FactorOffer[REDACTED]";
  }
}
