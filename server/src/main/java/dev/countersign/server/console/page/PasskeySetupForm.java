package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a passkey is added.
 *
 * @param action where it goes
 * @param token what entitles somebody who is not let in yet; empty for somebody signed in
 * @param options what the browser is to ask an authenticator for, in JSON
 * @param recoveryCodes what to keep, shown this once; none where there are some already
 * @param again where to begin again
 * @param refusal why the passkey was not added, in a sentence
 */
public record PasskeySetupForm(
    String action,
    String token,
    String options,
    List<String> recoveryCodes,
    String again,
    @Nullable String refusal) {
  public PasskeySetupForm {
    recoveryCodes = List.copyOf(recoveryCodes);
  }

  @Override
  public String toString() {
    return "PasskeySetupForm[REDACTED]";
  }
}
