package dev.countersign.server.console;

import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.SetUpForm;
import dev.countersign.server.credentials.Weakness;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.ratelimit.ClientNetwork;
import dev.countersign.server.ratelimit.RouteLimits;
import dev.countersign.server.signin.FirstAdministrator;
import dev.countersign.server.signin.FirstAdministrator.Outcome;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The page behind the one-time set-up link. Once there is an administrator it leads to sign-in. */
@Hidden
@Controller
class SetUpPages {
  static final String PAGE = ConsoleChain.ROOT + "/setup";
  private static final int SECRET_MAX = 4096;

  private final FirstAdministrator first;
  private final RouteLimits limits;

  SetUpPages(FirstAdministrator first, RouteLimits limits) {
    this.first = first;
    this.limits = limits;
  }

  @GetMapping(PAGE)
  View form(@RequestParam(defaultValue = "") String token) {
    return first.pending() ? form(token, "", List.of()) : new Redirect(SignInFirst.PAGE);
  }

  @PostMapping(PAGE)
  View create(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request) {
    String network = ClientNetwork.of(request.getRemoteAddr());
    if (!limits.takeAtDoor(RequestTenant.current(), "address " + network, PAGE).admitted()) {
      return Failures.of(HttpStatus.TOO_MANY_REQUESTS);
    }
    if (password.length() > SECRET_MAX || !TextRules.isStorable(password + email + token)) {
      return refused(token, "", List.of("Leave out control characters, and be shorter."));
    }
    return switch (first.create(Secret.of(token), email, Secret.of(password))) {
      case Outcome.Created _, Outcome.TooLate _ -> new Redirect(SignInFirst.PAGE);
      case Outcome.WrongToken _ ->
          refused(
              token,
              email,
              List.of(
                  "This link is not the latest one. Each start of the service makes a new link;"
                      + " open that."));
      case Outcome.NotAnEmail _ -> refused(token, email, List.of("Give an e-mail address."));
      case Outcome.Taken _ ->
          refused(token, email, List.of("Somebody has registered this address. Choose another."));
      case Outcome.Weak(List<Weakness> weaknesses) ->
          refused(token, email, weaknesses.stream().map(Weakness::message).toList());
      case Outcome.Busy _ ->
          form(token, email, List.of("The service is busy. Try again in a moment."))
              .with(HttpStatus.SERVICE_UNAVAILABLE);
    };
  }

  private static Page refused(String token, String email, List<String> faults) {
    return form(token, email, faults).with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static Page form(String token, String email, List<String> faults) {
    return Page.of(
        "set-up", "Create the first administrator", Area.NONE, new SetUpForm(token, email, faults));
  }
}
