package dev.countersign.server.console;

import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.LinkForm;
import dev.countersign.server.console.page.Word;
import dev.countersign.server.credentials.PasswordChange;
import dev.countersign.server.credentials.Weakness;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What a sign-in leads to when the password is right but may not be kept. */
@Hidden
@Controller
class ForcedChangePages {
  static final String PAGE = SignInFirst.PAGE + "/change";

  private final PasswordChange change;
  private final Links links;

  ForcedChangePages(PasswordChange change, Links links) {
    this.change = change;
    this.links = links;
  }

  /** The form, as a refused sign-in shows it; the token is what the right password earned. */
  static Page form(Secret token, List<String> reasons) {
    return Page.of(
        "forced-change",
        "Choose a new password",
        Area.NONE,
        new LinkForm(token.reveal(), "", "", reasons));
  }

  @PostMapping(PAGE)
  View change(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request) {
    Optional<Page> refusal = links.refusal(request, PAGE, token, password);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Secret proof = Secret.of(token);
    return switch (change.changeByToken(RequestTenant.current(), proof, Secret.of(password))) {
      case PasswordChange.Outcome.Changed _ ->
          Links.word(
              "Your password is set",
              new Word.Next("Sign in", SignInFirst.PAGE),
              "Every session has ended. Sign in with the new password.");
      case PasswordChange.Outcome.Weak(List<Weakness> weaknesses) ->
          form(proof, weaknesses.stream().map(Weakness::message).toList())
              .with(HttpStatus.UNPROCESSABLE_CONTENT);
      case PasswordChange.Outcome.NotEntitled _, PasswordChange.Outcome.WrongPassword _ ->
          Links.word(
                  "This form does not work any more",
                  new Word.Next("Sign in again", SignInFirst.PAGE),
                  "It works once, for 10 minutes.")
              .with(HttpStatus.GONE);
      case PasswordChange.Outcome.Delayed _, PasswordChange.Outcome.Busy _ ->
          form(proof, List.of("The service is busy. Try again in a moment."))
              .with(HttpStatus.SERVICE_UNAVAILABLE);
    };
  }
}
