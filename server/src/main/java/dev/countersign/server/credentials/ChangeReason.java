package dev.countersign.server.credentials;

import java.util.Locale;

/** Why a right password lets nobody in until it is changed. The wire name is stable. */
public enum ChangeReason {
  /** It is known from a breach elsewhere. */
  BREACHED("Your password is known from a breach elsewhere. Choose another."),
  /** It is older than the policy allows. */
  EXPIRED("Your password has expired. Choose another."),
  /** It was short because a second factor stood beside it, and none does any more. */
  FACTOR_LOST(
      "Your password was chosen for an account with a second factor, which yours has no more."
          + " Choose a longer one."),
  /** Somebody who may has asked for it. */
  DEMANDED("Your password was set for you. Choose one of your own.");

  private final String message;

  ChangeReason(String message) {
    this.message = message;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ChangeReason ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The same for the person whose password it is. */
  public String message() {
    return message;
  }
}
