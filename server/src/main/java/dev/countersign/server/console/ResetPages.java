package dev.countersign.server.console;

import dev.countersign.server.console.page.LinkForm;
import dev.countersign.server.console.page.Word;
import dev.countersign.server.credentials.PasswordChange;
import dev.countersign.server.credentials.Weakness;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.EmailAddresses;
import dev.countersign.server.recovery.PasswordReset;
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

/** The pages for a forgotten password: asking for a link, and what is behind it. */
@Hidden
@Controller
class ResetPages {
  private static final String ASK = Links.RESET + "/ask";
  private static final String TITLE = "Choose a new password";

  private final PasswordReset reset;
  private final Links links;

  ResetPages(PasswordReset reset, Links links) {
    this.reset = reset;
    this.links = links;
  }

  @GetMapping(Links.RESET)
  View form(@RequestParam(defaultValue = "") String token) {
    if (token.isEmpty()) {
      return asking(LinkForm.of(""));
    }
    return Links.opened(
        token,
        reset::isLive,
        secret -> Links.form("reset", TITLE, LinkForm.of(secret.reveal())),
        ResetPages::unusable);
  }

  @PostMapping(ASK)
  View ask(@RequestParam(defaultValue = "") String email, HttpServletRequest request) {
    Optional<Page> refusal = links.refusal(request, ASK, email);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<String> address =
        EmailAddresses.inAscii(email.strip()).filter(EmailAddresses::isValid);
    if (address.isEmpty()) {
      return asking(new LinkForm("", email, "", List.of("Give an e-mail address.")))
          .with(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    reset.ask(RequestTenant.current(), address.get());
    return Links.word(
        "Look into your mailbox",
        null,
        "If there is an account with this address, we have sent a link to it. The link works for"
            + " 60 minutes.");
  }

  @PostMapping(Links.RESET)
  View reset(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request) {
    Optional<Page> refusal = links.refusal(request, Links.RESET, token, password);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    return switch (reset.reset(RequestTenant.current(), Secret.of(token), Secret.of(password))) {
      case PasswordChange.Outcome.Changed _ ->
          Links.word(
              "Your password is set",
              null,
              "Every session has ended. You can close this page and sign in with the new"
                  + " password.");
      case PasswordChange.Outcome.Weak(List<Weakness> weaknesses) ->
          refused(token, weaknesses.stream().map(Weakness::message).toList())
              .with(HttpStatus.UNPROCESSABLE_CONTENT);
      case PasswordChange.Outcome.NotEntitled _, PasswordChange.Outcome.WrongPassword _ ->
          unusable();
      case PasswordChange.Outcome.Delayed _, PasswordChange.Outcome.Busy _ ->
          refused(token, List.of("The service is busy. Try again in a moment."))
              .with(HttpStatus.SERVICE_UNAVAILABLE);
    };
  }

  private static Page refused(String token, List<String> faults) {
    return Links.form("reset", TITLE, new LinkForm(token, "", "", faults));
  }

  private static Page asking(LinkForm form) {
    return Links.form("forgotten", "Forgotten your password?", form);
  }

  private static Page unusable() {
    return Links.unusable(
        new Word.Next("Ask for a new link", Links.RESET),
        "Each link works once, for 60 minutes, and only the latest one does.");
  }
}
