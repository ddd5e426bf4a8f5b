package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One payment that waits to be signed, or has waited.
 *
 * @param text exactly what is signed
 * @param status in words
 * @param looks how the status looks
 * @param digest of what is signed, which a second person sends back
 * @param open whether it can be signed
 * @param own whether whoever looks is the payer
 * @param mayFactor whether they may sign with a factor
 * @param mayPerson whether they may sign as a second person
 * @param othersMay whether whoever looks is the payer and another person may sign
 * @param choices factors to choose from
 * @param challenge what is answered; empty where nothing is asked
 * @param asked what to do for it
 * @param passkey for a browser's script; absent unless a passkey is asked for
 * @param refusal why the last try did not work
 */
public record SigningView(
    String id,
    String text,
    List<Payee> payees,
    String currency,
    String payer,
    String why,
    String status,
    String looks,
    String digest,
    Moment asking,
    Moment expires,
    boolean open,
    boolean own,
    boolean mayFactor,
    boolean mayPerson,
    boolean othersMay,
    List<SecondStepForm.Choice> choices,
    String challenge,
    String asked,
    @Nullable String passkey,
    @Nullable String refusal) {
  /** Who is paid. */
  public record Payee(String id, String name, String amount) {}

  public SigningView {
    payees = List.copyOf(payees);
    choices = List.copyOf(choices);
  }

  public boolean isAsked() {
    return !challenge.isEmpty();
  }
}
