package dev.countersign.server.console;

import dev.countersign.server.console.page.LinkForm;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.registration.AddressProof;
import dev.countersign.server.users.User;
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

/** The page behind the link that proves an address. */
@Hidden
@Controller
class VerifyPages {
  private static final String TITLE = "Confirm your address";

  private final AddressProof proof;
  private final Links links;

  VerifyPages(AddressProof proof, Links links) {
    this.proof = proof;
    this.links = links;
  }

  @GetMapping(Links.VERIFY)
  View form(@RequestParam(defaultValue = "") String token) {
    return Links.opened(
        token,
        proof::isLive,
        secret -> Links.form("verify", TITLE, LinkForm.of(secret.reveal())),
        VerifyPages::unusable);
  }

  @PostMapping(Links.VERIFY)
  View prove(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request) {
    Optional<Page> refusal = links.refusal(request, Links.VERIFY, token, password);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (!proof.isLive(RequestTenant.current(), Secret.of(token))) {
      return unusable();
    }
    Optional<Boolean> chosen =
        proof.isChosenPassword(RequestTenant.current(), Secret.of(token), Secret.of(password));
    if (chosen.isEmpty()) {
      return refused(token, "The service is busy. Try again in a moment.")
          .with(HttpStatus.SERVICE_UNAVAILABLE);
    }
    if (!chosen.get()) {
      return refused(
              token,
              "That is not the password chosen at registration. If you have forgotten it, register"
                  + " again.")
          .with(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return switch (proof.byLink(RequestTenant.current(), Secret.of(token))) {
      case AddressProof.Outcome.Proved<User> _ ->
          Links.word(
              "Your address is confirmed",
              null,
              "Your account is open. You can close this page and sign in.");
      case AddressProof.Outcome.Invalid<User> _ -> unusable();
      case AddressProof.Outcome.Taken<User> _ ->
          Links.word(
                  "The name is taken",
                  null,
                  "Somebody else has taken the username since you registered, or the address has an"
                      + " account already. Register again with another name.")
              .with(HttpStatus.CONFLICT);
    };
  }

  private static Page refused(String token, String fault) {
    return Links.form("verify", TITLE, new LinkForm(token, "", "", List.of(fault)));
  }

  private static Page unusable() {
    return Links.unusable(
        null,
        "Each link works once, for 24 hours, and only the latest one does. If you have"
            + " confirmed your address already, sign in. Otherwise register again.");
  }
}
