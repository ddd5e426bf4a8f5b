package dev.countersign.client;

import dev.countersign.api.RegistrationAnswer;
import dev.countersign.api.TokenAnswer;

/** What came of a registration: it depends on how the service lets people in. */
public sealed interface RegistrationOutcome {
  /** The person is in. */
  record SignedIn(TokenAnswer tokens) implements RegistrationOutcome {}

  /**
   * A message went to the address, whoever it belongs to. Its code goes to {@link
   * Authentication#verify}, with the registration's id.
   */
  record ToBeProved(RegistrationAnswer registration) implements RegistrationOutcome {}
}
