package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.factors.Passkeys;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.signin.PasskeySignIn;
import dev.countersign.server.signin.SignedIn;
import dev.countersign.server.webauthn.Fault;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Signing in to the console by a passkey alone. */
@Hidden
@Controller
class PasskeySignInPages {
  static final String PAGE = SignInFirst.PAGE + "/passkey";

  private final PasskeySignIn signIn;
  private final Passkeys passkeys;
  private final ConsoleEntrance entrance;
  private final Links links;

  PasskeySignInPages(
      PasskeySignIn signIn, Passkeys passkeys, ConsoleEntrance entrance, Links links) {
    this.signIn = signIn;
    this.passkeys = passkeys;
    this.entrance = entrance;
    this.links = links;
  }

  @PostMapping(PAGE)
  View signIn(
      @AuthenticationPrincipal @Nullable Caller caller,
      @RequestParam(defaultValue = "") String credential,
      @RequestParam(defaultValue = ConsoleChain.ROOT) String next,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<Page> refusal = links.refusal(request, PAGE);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String target = SignInFirst.checked(next);
    PasskeySignIn.Outcome outcome =
        passkeys
            .credential(credential)
            .map(answer -> signIn.signInWithBrowser(RequestTenant.current(), answer))
            .orElseGet(() -> new PasskeySignIn.Outcome.Refused(Fault.MALFORMED));
    return switch (outcome) {
      case PasskeySignIn.Outcome.Done(SignedIn signedIn) -> {
        entrance.begin(caller, signedIn.cookie(), request, response);
        yield new Redirect(target);
      }
      case PasskeySignIn.Outcome.Refused(Fault fault) ->
          SignInPages.form("", target, fault.message()).with(HttpStatus.UNPROCESSABLE_CONTENT);
      case PasskeySignIn.Outcome.Delayed(var delay) ->
          SignInPages.form("", target, FactorForms.delayed(delay))
              .with(HttpStatus.TOO_MANY_REQUESTS);
    };
  }
}
