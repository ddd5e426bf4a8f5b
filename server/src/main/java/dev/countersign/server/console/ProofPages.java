package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.SecondStepForm;
import dev.countersign.server.factors.Factor;
import dev.countersign.server.factors.FactorId;
import dev.countersign.server.factors.Factors;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.signin.SecondStep;
import dev.countersign.server.webauthn.Fault;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Proving a factor anew, for what may only be done soon after. */
@Hidden
@Controller
class ProofPages {
  static final String PAGE = OwnFactorPages.PAGE + "/prove";

  private static final String OTHER = PAGE + "/ask";
  private static final int TEXT_MAX = 128;

  private final SecondStep secondStep;
  private final Factors factors;
  private final PasskeyForms passkeys;

  ProofPages(SecondStep secondStep, Factors factors, PasskeyForms passkeys) {
    this.secondStep = secondStep;
    this.factors = factors;
    this.passkeys = passkeys;
  }

  // Nothing is asked, and no message sent, by looking at a page.
  @GetMapping(PAGE)
  View choose(@AuthenticationPrincipal Caller caller) {
    return form(caller, "", null, null);
  }

  @PostMapping(OTHER)
  View ask(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String factor) {
    return switch (secondStep.beginStepUp(caller, FactorId.parse(factor).orElse(null))) {
      case SecondStep.Begun.Issued(Secret challenge, Factor asked, Duration _, var _) ->
          form(caller, challenge.reveal(), asked, null);
      case SecondStep.Begun.Delayed(Duration delay) ->
          form(caller, "", null, FactorForms.delayed(delay)).with(HttpStatus.TOO_MANY_REQUESTS);
      case SecondStep.Begun.NotSent _ ->
          form(caller, "", null, "The code could not be sent. Try again, or choose another way.")
              .with(HttpStatus.SERVICE_UNAVAILABLE);
      case SecondStep.Begun.NoFactor _, SecondStep.Begun.Unknown _ ->
          new Redirect(OwnFactorPages.PAGE);
    };
  }

  @PostMapping(PAGE)
  View verify(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "") String challenge,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String credential) {
    if (!isReadable(challenge) || !isReadable(code)) {
      return Failures.of(HttpStatus.BAD_REQUEST);
    }
    return switch (secondStep.verifyStepUp(
        caller, Secret.of(challenge), Secret.of(credential.isEmpty() ? code : credential))) {
      case SecondStep.Outcome.SteppedUp _ -> new Redirect(OwnFactorPages.PAGE + "?done=proved");
      case SecondStep.Outcome.Wrong(int left, Fault fault) when left > 0 ->
          form(
                  caller,
                  challenge,
                  secondStep.asked(caller.tenant(), Secret.of(challenge)).orElse(null),
                  FactorForms.wrong(left, fault))
              .with(HttpStatus.UNPROCESSABLE_CONTENT);
      case SecondStep.Outcome.Wrong(int left, Fault fault) ->
          form(caller, "", null, FactorForms.wrong(left, fault))
              .with(HttpStatus.UNPROCESSABLE_CONTENT);
      case SecondStep.Outcome.Delayed(Duration delay) ->
          form(caller, "", null, FactorForms.delayed(delay)).with(HttpStatus.TOO_MANY_REQUESTS);
      case SecondStep.Outcome.Gone _, SecondStep.Outcome.LetIn _ ->
          form(caller, "", null, "That code came too late. Choose how to go on.")
              .with(HttpStatus.UNPROCESSABLE_CONTENT);
    };
  }

  private Page form(
      Caller caller, String challenge, @Nullable Factor asked, @Nullable String refusal) {
    List<Factor> choices = factors.choices(caller.tenant(), caller.person());
    return FactorForms.asking(
        new SecondStepForm(
            PAGE,
            OTHER,
            "",
            challenge,
            "",
            asked == null ? "" : FactorForms.asked(asked),
            FactorForms.isDigits(asked),
            FactorForms.others(choices, asked),
            0,
            passkeys.options(caller.tenant(), asked, challenge),
            refusal),
        Area.YOU);
  }

  private static boolean isReadable(String text) {
    return text.length() <= TEXT_MAX && TextRules.isStorable(text);
  }
}
