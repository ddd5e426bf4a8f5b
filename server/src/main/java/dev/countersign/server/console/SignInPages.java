package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.SignInForm;
import dev.countersign.server.credentials.ChangeReason;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.ratelimit.ClientNetwork;
import dev.countersign.server.ratelimit.RateLimits;
import dev.countersign.server.ratelimit.RouteLimits;
import dev.countersign.server.signin.Identifier;
import dev.countersign.server.signin.SignIn;
import dev.countersign.server.signin.SignOut;
import dev.countersign.server.signin.SignedIn;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Signing in to the console, and out of it. */
@Hidden
@Controller
class SignInPages {
  static final String OUT = ConsoleChain.ROOT + "/sign-out";

  private static final int PASSWORD_MAX = 4096;

  private final SignIn signIn;
  private final SignOut signOut;
  private final ConsoleCookie cookie;
  private final ConsoleEntrance entrance;
  private final SecondStepPages secondStep;
  private final ForcedEnrolmentPages enrolment;
  private final RouteLimits limits;

  SignInPages(
      SignIn signIn,
      SignOut signOut,
      ConsoleCookie cookie,
      ConsoleEntrance entrance,
      SecondStepPages secondStep,
      ForcedEnrolmentPages enrolment,
      RouteLimits limits) {
    this.entrance = entrance;
    this.secondStep = secondStep;
    this.enrolment = enrolment;
    this.signIn = signIn;
    this.signOut = signOut;
    this.cookie = cookie;
    this.limits = limits;
  }

  @GetMapping(SignInFirst.PAGE)
  View form(
      @AuthenticationPrincipal @Nullable Caller caller,
      @RequestParam(defaultValue = ConsoleChain.ROOT) String next) {
    String target = SignInFirst.checked(next);
    return caller == null ? form("", target, null) : new Redirect(target);
  }

  @PostMapping(SignInFirst.PAGE)
  View signIn(
      @AuthenticationPrincipal @Nullable Caller caller,
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = ConsoleChain.ROOT) String next,
      HttpServletRequest request,
      HttpServletResponse response) {
    RateLimits.Decision decision =
        limits.takeAtDoor(
            RequestTenant.current(),
            "address " + ClientNetwork.of(request.getRemoteAddr()),
            SignInFirst.PAGE);
    if (!decision.admitted()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(decision.retryAfterSeconds()));
      return Failures.of(HttpStatus.TOO_MANY_REQUESTS);
    }
    String name = who.strip();
    String target = SignInFirst.checked(next);
    if (!isName(name) || password.length() > PASSWORD_MAX || !TextRules.isStorable(password)) {
      return refused("", target);
    }
    Secret device = cookie.readDevice(request).map(Secret::of).orElse(null);
    return switch (signIn.signInWithBrowser(
        RequestTenant.current(), identifier(name), Secret.of(password), device)) {
      case SignIn.Outcome.Done(SignedIn signedIn) -> {
        entrance.begin(caller, signedIn.cookie(), request, response);
        yield new Redirect(target);
      }
      case SignIn.Outcome.Refused _ -> refused(name, target);
      case SignIn.Outcome.Delayed(Duration delay) -> {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(delay.toSeconds()));
        yield form(name, target, "Too many tries failed. Wait a little before the next one.")
            .with(HttpStatus.TOO_MANY_REQUESTS);
      }
      case SignIn.Outcome.MustChange(Secret token, ChangeReason reason) ->
          ForcedChangePages.form(token, List.of(reason.message())).with(HttpStatus.FORBIDDEN);
      case SignIn.Outcome.FactorDue(Secret token, var _) -> secondStep.begin(token, target, null);
      case SignIn.Outcome.EnrolmentDue(Secret token) -> enrolment.begin(token);
      case SignIn.Outcome.NoFactorDue _ ->
          throw new IllegalStateException("a sign-in with a browser lets somebody in");
      case SignIn.Outcome.MustReset _ ->
          form(
                  name,
                  target,
                  "This password cannot be verified any more. Choose a new one by the link below.")
              .with(HttpStatus.FORBIDDEN);
      case SignIn.Outcome.Unchecked _ ->
          form(name, target, "Passwords cannot be checked at the moment. Try again later.")
              .with(HttpStatus.SERVICE_UNAVAILABLE);
      case SignIn.Outcome.Busy _ ->
          form(name, target, "Many people are signing in. Try again in a moment.")
              .with(HttpStatus.SERVICE_UNAVAILABLE);
    };
  }

  /** Signing out twice is signing out once. */
  @PostMapping(OUT)
  View signOut(
      @AuthenticationPrincipal @Nullable Caller caller,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (caller != null) {
      signOut.signOut(caller);
    }
    cookie.formTokens().saveToken(null, request, response);
    cookie.clear(response);
    cookie.clearSeen(response);
    return new Redirect(SignInFirst.PAGE);
  }

  private static Identifier identifier(String name) {
    return name.contains("@") ? new Identifier.Email(name) : new Identifier.Username(name);
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && name.length() <= TextRules.EMAIL_MAX && TextRules.isStorable(name);
  }

  private static Page refused(String who, String next) {
    return form(who, next, "That name and password do not belong together.")
        .with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  static Page form(String who, String next, @Nullable String refusal) {
    return Page.of("sign-in", "Sign in", Area.NONE, new SignInForm(who, next, refusal));
  }
}
