package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.SecondStepForm;
import dev.countersign.server.console.page.Word;
import dev.countersign.server.factors.Factor;
import dev.countersign.server.factors.FactorId;
import dev.countersign.server.factors.FactorPolicies;
import dev.countersign.server.factors.TrustedDevices;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.signin.SecondStep;
import dev.countersign.server.signin.SignedIn;
import dev.countersign.server.webauthn.Fault;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What a sign-in leads to when a second factor is due. */
@Hidden
@Controller
class SecondStepPages {
  static final String PAGE = SignInFirst.PAGE + "/factor";
  static final String OTHER = PAGE + "/other";

  private final SecondStep secondStep;
  private final FactorPolicies policies;
  private final ConsoleEntrance entrance;
  private final ConsoleCookie cookie;
  private final Links links;
  private final PasskeyForms passkeys;

  SecondStepPages(
      SecondStep secondStep,
      FactorPolicies policies,
      ConsoleEntrance entrance,
      ConsoleCookie cookie,
      Links links,
      PasskeyForms passkeys) {
    this.secondStep = secondStep;
    this.policies = policies;
    this.entrance = entrance;
    this.cookie = cookie;
    this.links = links;
    this.passkeys = passkeys;
  }

  /** The form, as a sign-in whose password was right leads to it. */
  Page begin(Secret token, String next, @Nullable FactorId chosen) {
    return switch (secondStep.begin(RequestTenant.current(), token, chosen)) {
      case SecondStep.Begun.Issued(Secret challenge, Factor factor, Duration _, var choices) ->
          form(token, challenge.reveal(), next, factor, choices, null);
      case SecondStep.Begun.Delayed(Duration delay) ->
          unasked(token, next, FactorForms.delayed(delay)).with(HttpStatus.TOO_MANY_REQUESTS);
      case SecondStep.Begun.NotSent _ ->
          unasked(token, next, "The code could not be sent. Try again, or choose another way.")
              .with(HttpStatus.SERVICE_UNAVAILABLE);
      case SecondStep.Begun.Unknown _, SecondStep.Begun.NoFactor _ -> over();
    };
  }

  @PostMapping(OTHER)
  View other(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String next,
      @RequestParam(defaultValue = "") String factor,
      HttpServletRequest request) {
    Optional<Page> refusal = links.refusal(request, PAGE, token, factor);
    return refusal.isPresent()
        ? refusal.get()
        : begin(Secret.of(token), SignInFirst.checked(next), FactorId.parse(factor).orElse(null));
  }

  @PostMapping(PAGE)
  View verify(
      @AuthenticationPrincipal @Nullable Caller caller,
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String challenge,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String credential,
      @RequestParam(defaultValue = "false") boolean trust,
      @RequestParam(defaultValue = "") String next,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<Page> refusal = links.refusal(request, PAGE, token, challenge, code);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String target = SignInFirst.checked(next);
    Secret waiting = Secret.of(token);
    return switch (secondStep.verifyWithBrowser(
        RequestTenant.current(),
        Secret.of(challenge),
        Secret.of(credential.isEmpty() ? code : credential),
        trust)) {
      case SecondStep.Outcome.LetIn(SignedIn signedIn, var _, var device) -> {
        entrance.begin(caller, signedIn.cookie(), request, response);
        remember(device, response);
        yield new Redirect(target);
      }
      case SecondStep.Outcome.Wrong(int left, Fault fault) when left > 0 ->
          again(waiting, challenge, target, FactorForms.wrong(left, fault));
      case SecondStep.Outcome.Wrong(int left, Fault fault) ->
          unasked(waiting, target, FactorForms.wrong(left, fault))
              .with(HttpStatus.UNPROCESSABLE_CONTENT);
      case SecondStep.Outcome.Delayed(Duration delay) ->
          unasked(waiting, target, FactorForms.delayed(delay)).with(HttpStatus.TOO_MANY_REQUESTS);
      case SecondStep.Outcome.Gone _, SecondStep.Outcome.SteppedUp _ ->
          unasked(waiting, target, "That code came too late. Choose how to go on.")
              .with(HttpStatus.UNPROCESSABLE_CONTENT);
    };
  }

  private Page again(Secret token, String challenge, String next, String refusal) {
    Optional<Factor> asked = secondStep.asked(RequestTenant.current(), Secret.of(challenge));
    return asked
        .map(factor ->
            form(
                token,
                challenge,
                next,
                factor,
                secondStep.choices(RequestTenant.current(), token),
                refusal))
        .orElseGet(SecondStepPages::over)
        .with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Page unasked(Secret token, String next, String refusal) {
    List<Factor> choices = secondStep.choices(RequestTenant.current(), token);
    return choices.isEmpty() ? over() : form(token, "", next, null, choices, refusal);
  }

  private Page form(
      Secret token,
      String challenge,
      String next,
      @Nullable Factor factor,
      List<Factor> choices,
      @Nullable String refusal) {
    return FactorForms.asking(
        new SecondStepForm(
            PAGE,
            OTHER,
            token.reveal(),
            challenge,
            next,
            factor == null ? "" : FactorForms.asked(factor),
            FactorForms.isDigits(factor),
            FactorForms.others(choices, factor),
            policies.of(RequestTenant.current()).trust().toDays(),
            passkeys.options(RequestTenant.current(), factor, challenge),
            refusal),
        Area.NONE);
  }

  private void remember(TrustedDevices.@Nullable Trusted device, HttpServletResponse response) {
    if (device != null) {
      cookie.setDevice(response, device.token(), device.life());
    }
  }

  private static Page over() {
    return Links.word(
            "This sign-in has come to its end",
            new Word.Next("Sign in again", SignInFirst.PAGE),
            "It waits for a second factor for 15 minutes.")
        .with(HttpStatus.GONE);
  }
}
