package dev.countersign.server.console;

import dev.countersign.server.console.page.FactorSetupForm;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.SecondStepForm;
import dev.countersign.server.factors.Enrolment;
import dev.countersign.server.factors.Factor;
import dev.countersign.server.factors.FactorType;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.webauthn.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The forms around second factors, and the sentences in them. */
final class FactorForms {
  private static final int GROUP = 4;

  private FactorForms() {}

  static Page asking(SecondStepForm form, Area area) {
    return Page.of("second-step", "Prove that it is you", area, form);
  }

  static List<SecondStepForm.Choice> others(List<Factor> choices, @Nullable Factor asked) {
    return choices.stream()
        .filter(choice -> asked == null || !choice.id().equals(asked.id()))
        .map(choice -> new SecondStepForm.Choice(choice.id().text(), label(choice)))
        .toList();
  }

  static String label(Factor factor) {
    String hint = factor.hint() == null ? "" : " (" + factor.hint() + ")";
    return switch (factor.type()) {
      case TOTP -> "A code from " + named(factor, "your authenticator app");
      case SMS -> "A code by text message" + hint;
      case EMAIL -> "A code by e-mail" + hint;
      case RECOVERY_CODE -> "One of your recovery codes";
      case PASSKEY -> named(factor, "Your passkey");
    };
  }

  static String asked(Factor factor) {
    return switch (factor.type()) {
      case TOTP -> "Type the code that " + named(factor, "your authenticator app") + " shows.";
      case SMS -> "We have sent a code to " + factor.hint() + ". It works for 10 minutes.";
      case EMAIL -> "We have sent a code to " + factor.hint() + ". It works for 15 minutes.";
      case RECOVERY_CODE -> "Type one of your recovery codes. Each works once.";
      case PASSKEY -> "Use " + named(factor, "your passkey") + ".";
    };
  }

  static String wrong(int left, @Nullable Fault fault) {
    return fault == null ? wrong(left) : fault.message();
  }

  static String wrong(int left) {
    return left > 0
        ? "That code is wrong. You can try "
            + (left == 1 ? "once" : left + " times")
            + " more with this one."
        : "That code is wrong. Choose below how to go on.";
  }

  static String delayed(Duration delay) {
    long minutes = delay.toMinutes() + 1;
    return "Too many codes were wrong, or asked for. Try again in "
        + (minutes < 120 ? minutes + " minutes." : minutes / 60 + " hours.");
  }

  static Page setup(
      String action, String token, Enrolment.Begun.Ready ready, String lead, Area area) {
    Enrolment.AppSetup app = Objects.requireNonNull(ready.app());
    return Page.of(
        "factor-setup",
        "Set up an authenticator app",
        area,
        new FactorSetupForm(
            action,
            token,
            ready.factor().id().text(),
            app.qrPng(),
            grouped(app.secret().reveal()),
            ready.recoveryCodes().stream().map(Secret::reveal).toList(),
            lead,
            null));
  }

  /** The same after a wrong code. What is secret was shown once, and is not shown again. */
  static FactorSetupForm onceMore(String action, String token, String factor) {
    return new FactorSetupForm(
        action,
        token,
        factor,
        "",
        "",
        List.of(),
        "The app has been told; now it has to show that it works.",
        "That code is wrong. Wait for the next one that the app shows, and look at its clock.");
  }

  private static String named(Factor factor, String usual) {
    return factor.name().equals(factor.type().label()) ? usual : factor.name();
  }

  private static String grouped(String secret) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < secret.length(); at += GROUP) {
      text.append(at == 0 ? "" : " ").append(secret, at, Math.min(secret.length(), at + GROUP));
    }
    return text.toString();
  }

  static boolean isDigits(@Nullable Factor factor) {
    return factor != null && factor.type() != FactorType.RECOVERY_CODE;
  }
}
