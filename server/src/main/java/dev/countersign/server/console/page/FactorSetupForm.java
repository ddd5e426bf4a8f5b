package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page on which an authenticator app, a telephone or an address becomes a factor. What it shows
 * is shown this once.
 *
 * @param heading what is set up
 * @param lead why, or what to do
 * @param target where its code goes
 * @param label what the code is called
 * @param app what an authenticator app is told; absent for what has been told, or sent
 * @param recoveryCodes what to keep; none where there are some already
 * @param refusal why the last code was not taken, in a sentence
 */
public record FactorSetupForm(
    String heading,
    String lead,
    Target target,
    String label,
    @Nullable App app,
    List<String> recoveryCodes,
    @Nullable String refusal) {
  /**
   * Where a code goes, and what it is of.
   *
   * @param action the address
   * @param token what entitles somebody who is not let in yet; empty for somebody signed in
   * @param factor the id of what is being set up
   * @param challenge what the code was sent for; empty for an authenticator app
   */
  public record Target(String action, String token, String factor, String challenge) {
    @Override
    public String toString() {
      return "Target[REDACTED]";
    }
  }

  /**
   * What an authenticator app is told.
   *
   * @param picture the QR code, as an address
   * @param secret the same for typing, in groups
   */
  public record App(String picture, String secret) {
    @Override
    public String toString() {
      return "App[REDACTED]";
    }
  }

  public FactorSetupForm {
    recoveryCodes = List.copyOf(recoveryCodes);
  }

  @Override
  public String toString() {
    return "FactorSetupForm[REDACTED]";
  }
}
