package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page on which an authenticator app is set up. What it shows is shown this once.
 *
 * @param action where the code goes
 * @param token what entitles somebody who is not let in yet; empty for somebody signed in
 * @param factor the id of what is being set up
 * @param picture the QR code, as an address
 * @param secret the same for typing, in groups
 * @param recoveryCodes what to keep; none where there are some already
 * @param lead why the page is shown
 */
public record FactorSetupForm(
    String action,
    String token,
    String factor,
    String picture,
    String secret,
    List<String> recoveryCodes,
    String lead,
    @Nullable String refusal) {
  public FactorSetupForm {
    recoveryCodes = List.copyOf(recoveryCodes);
  }

  @Override
  public String toString() {
    return "FactorSetupForm[REDACTED]";
  }
}
