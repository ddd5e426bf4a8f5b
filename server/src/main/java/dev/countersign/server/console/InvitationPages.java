package dev.countersign.server.console;

import dev.countersign.server.console.page.LinkForm;
import dev.countersign.server.credentials.Weakness;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.registration.Applicant;
import dev.countersign.server.registration.Invitations;
import dev.countersign.server.registration.Registration;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The page behind the link of an invitation. */
@Hidden
@Controller
class InvitationPages {
  private final Invitations invitations;
  private final Registration registration;
  private final Links links;

  InvitationPages(Invitations invitations, Registration registration, Links links) {
    this.invitations = invitations;
    this.registration = registration;
    this.links = links;
  }

  @GetMapping(Links.INVITATION)
  View form(@RequestParam(defaultValue = "") String token) {
    return Links.token(token)
        .flatMap(secret -> invitations.addressee(RequestTenant.current(), secret))
        .map(email -> form(token, email, "", List.of()))
        .orElseGet(InvitationPages::unusable);
  }

  @PostMapping(Links.INVITATION)
  View accept(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String username,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request) {
    Optional<Page> refusal = links.refusal(request, Links.INVITATION, token, username, password);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Secret secret = Secret.of(token);
    return invitations
        .addressee(RequestTenant.current(), secret)
        .map(email -> accept(secret, email, username.strip(), Secret.of(password)))
        .orElseGet(InvitationPages::unusable);
  }

  private Page accept(Secret token, String email, String username, Secret password) {
    if (!username.isEmpty() && !TextRules.isUsername(username)) {
      return refused(
          token,
          email,
          username,
          List.of("A username is 3 to 50 letters a to z, digits, dashes or underscores."));
    }
    String name = username.isEmpty() ? null : username;
    return switch (registration.openAccount(
        new Applicant(RequestTenant.current(), email, name, password, token))) {
      case Registration.Outcome.Opened _, Registration.Outcome.Done _ ->
          Links.word(
              "Your account is open",
              null,
              "You can close this page and sign in as " + email + ".");
      case Registration.Outcome.Weak(List<Weakness> weaknesses) ->
          refused(token, email, username, weaknesses.stream().map(Weakness::message).toList());
      case Registration.Outcome.Taken _ ->
          refused(
              token,
              email,
              username,
              List.of("The username is taken, or looks like one that is. Choose another."));
      case Registration.Outcome.Busy _ ->
          form(
                  token.reveal(),
                  email,
                  username,
                  List.of("The service is busy. Try again in a moment."))
              .with(HttpStatus.SERVICE_UNAVAILABLE);
      case Registration.Outcome.Closed _,
          Registration.Outcome.ToBeProved _,
          Registration.Outcome.ByInvitation _,
          Registration.Outcome.NotInvited _ ->
          unusable();
    };
  }

  private static Page refused(Secret token, String email, String username, List<String> faults) {
    return form(token.reveal(), email, username, faults).with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static Page form(String token, String email, String username, List<String> faults) {
    return Links.form(
        "invitation", "Open your account", new LinkForm(token, email, username, faults));
  }

  private static Page unusable() {
    return Links.word(
            "This invitation does not work any more",
            null,
            "An invitation works once, for 7 days, unless it is taken back. Ask an administrator for"
                + " a new one.")
        .with(HttpStatus.GONE);
  }
}
