package dev.countersign.server.console;

import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.SecondStepForm;
import dev.countersign.server.factors.Factor;
import dev.countersign.server.factors.FactorType;
import dev.countersign.server.webauthn.Fault;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms around second factors, and the sentences in them. */
final class FactorForms {
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

  private static String named(Factor factor, String usual) {
    return factor.name().equals(factor.type().label()) ? usual : factor.name();
  }

  static boolean isDigits(@Nullable Factor factor) {
    return factor != null && factor.type() != FactorType.RECOVERY_CODE;
  }
}
