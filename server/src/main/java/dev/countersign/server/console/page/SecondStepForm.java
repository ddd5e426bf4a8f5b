package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form that asks for a second factor.
 *
 * @param action where the code goes
 * @param otherAction where another choice goes
 * @param token what goes on with a sign-in; empty for somebody signed in
 * @param challenge what was asked; empty where nothing has been asked yet
 * @param next where to go afterwards
 * @param asked what is asked for, in a sentence
 * @param digits whether it is a code of digits
 * @param others what else there is to choose from
 * @param trustDays for how many days the device can be trusted; 0 where it cannot
 * @param passkey what an authenticator is to be asked for, in JSON; absent unless it is a passkey
 * @param refusal why the last code was not taken, in a sentence
 */
public record SecondStepForm(
    String action,
    String otherAction,
    String token,
    String challenge,
    String next,
    String asked,
    boolean digits,
    List<Choice> others,
    long trustDays,
    @Nullable String passkey,
    @Nullable String refusal) {
  /** A factor to choose. */
  public record Choice(String id, String label) {}

  public SecondStepForm {
    others = List.copyOf(others);
  }

  public boolean isAsked() {
    return !challenge.isEmpty();
  }

  @Override
  public String toString() {
    return "SecondStepForm[REDACTED]";
  }
}
