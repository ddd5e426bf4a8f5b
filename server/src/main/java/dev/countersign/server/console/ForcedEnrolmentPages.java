package dev.countersign.server.console;

import dev.countersign.server.console.page.EnrolmentForm;
import dev.countersign.server.console.page.FactorSetupForm;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Word;
import dev.countersign.server.factors.Enroller;
import dev.countersign.server.factors.Enrolment;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/**
 * What a sign-in leads to when a factor has to be set up before anybody is let in: whichever the
 * tenant offers.
 */
@Hidden
@Controller
class ForcedEnrolmentPages {
  static final String PAGE = SignInFirst.PAGE + "/enrol";

  private static final String BEGIN = PAGE + "/begin";
  private static final String PASSKEY = PAGE + "/passkey";
  private static final String PASSKEY_FINISH = PASSKEY + "/finish";
  private static final String TITLE = "Set up a second factor";
  private static final String LEAD =
      "Your role needs a second factor. Set one up; then sign in with it.";

  private final Enrolment enrolment;
  private final FactorSetups setups;
  private final PasskeySetups passkeys;
  private final Links links;

  ForcedEnrolmentPages(
      Enrolment enrolment, FactorSetups setups, PasskeySetups passkeys, Links links) {
    this.enrolment = enrolment;
    this.setups = setups;
    this.passkeys = passkeys;
    this.links = links;
  }

  /** The choice, as a sign-in whose password was right leads to it. */
  Page begin(Secret token) {
    return enrolment.enroller(RequestTenant.current(), token).isEmpty()
        ? over()
        : choice(token.reveal(), null);
  }

  @PostMapping(BEGIN)
  View begin(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String type,
      @RequestParam(defaultValue = "") String phone,
      HttpServletRequest request) {
    return links
        .refusal(request, PAGE, token, type, phone)
        .orElseGet(() ->
            of(
                token,
                enroller ->
                    switch (setups.begin(enroller, type, phone, codes(token))) {
                      case FactorSetups.Begun.Shown(Page page) -> page;
                      case FactorSetups.Begun.Refused(HttpStatus status, String sentence) ->
                          choice(token, sentence).with(status);
                    }));
  }

  @PostMapping(PAGE)
  View finish(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String factor,
      @RequestParam(defaultValue = "") String challenge,
      @RequestParam(defaultValue = "") String code,
      HttpServletRequest request) {
    return links
        .refusal(request, PAGE, token, factor, challenge, code)
        .orElseGet(() ->
            of(
                token,
                enroller ->
                    setups
                        .finish(
                            enroller,
                            new FactorSetupForm.Target(PAGE, token, factor, challenge),
                            code,
                            codes(token))
                        .orElseGet(ForcedEnrolmentPages::done)));
  }

  @PostMapping(PASSKEY)
  View beginPasskey(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String name,
      HttpServletRequest request) {
    return links
        .refusal(request, PAGE, token, name)
        .orElseGet(() -> of(token, enroller -> passkeys.begin(enroller, name, passkey(token))));
  }

  @PostMapping(PASSKEY_FINISH)
  View finishPasskey(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String credential,
      HttpServletRequest request) {
    return links
        .refusal(request, PAGE, token)
        .orElseGet(() ->
            of(
                token,
                enroller ->
                    passkeys
                        .finish(enroller, credential, passkey(token))
                        .orElseGet(ForcedEnrolmentPages::done)));
  }

  private Page of(String token, Function<Enroller, Page> step) {
    Optional<Enroller> enroller =
        Links.token(token).flatMap(text -> enrolment.enroller(RequestTenant.current(), text));
    return enroller.map(step).orElseGet(ForcedEnrolmentPages::over);
  }

  private Page choice(String token, @Nullable String refusal) {
    return Page.of(
        "enrolment",
        TITLE,
        Area.NONE,
        new EnrolmentForm(
            LEAD, setups.offer(RequestTenant.current(), BEGIN, PASSKEY, token), refusal));
  }

  private static FactorSetups.Surroundings codes(String token) {
    return new FactorSetups.Surroundings(PAGE, token, Area.NONE);
  }

  private static PasskeySetups.Surroundings passkey(String token) {
    return new PasskeySetups.Surroundings(PASSKEY_FINISH, token, SignInFirst.PAGE, Area.NONE);
  }

  private static Page done() {
    return Links.word(
        "Your second factor is set up",
        new Word.Next("Sign in", SignInFirst.PAGE),
        "From now on you are asked for it when you sign in.");
  }

  private static Page over() {
    return Links.word(
            "This sign-in has come to its end",
            new Word.Next("Sign in again", SignInFirst.PAGE),
            "It waits for a factor to be set up for 15 minutes.")
        .with(HttpStatus.GONE);
  }
}
