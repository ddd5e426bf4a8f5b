package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.impersonation.Impersonations;
import dev.countersign.server.impersonation.Impersonations.Outcome;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Seeing what somebody else sees, by support: how it begins, and how it ends. */
@Hidden
@Controller
class SeenPages {
  static final String END = ConsoleChain.ROOT + "/seen/end";

  private final Impersonations impersonations;
  private final PersonPages people;
  private final ConsoleCookie cookie;

  SeenPages(Impersonations impersonations, PersonPages people, ConsoleCookie cookie) {
    this.impersonations = impersonations;
    this.people = people;
    this.cookie = cookie;
  }

  @PostMapping(PersonPages.PERSON + "/see")
  View begin(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason,
      HttpServletResponse response) {
    Optional<UserId> user = UserId.parse(id);
    if (user.isEmpty()) {
      return Failures.of(HttpStatus.NOT_FOUND);
    }
    String words = reason.strip();
    if (!PersonPages.isReason(words)) {
      return people.refused(caller, user.get(), PersonPages.SAY_WHY);
    }
    return switch (impersonations.begin(caller, user.get(), words)) {
      case Outcome.Begun(Secret token, Instant _, UserId _) -> {
        cookie.setSeen(response, token, Impersonations.LIFE);
        yield new Redirect(OwnAccountPages.PAGE);
      }
      case Outcome.NotThisPerson _ ->
          people.refused(
              caller,
              user.get(),
              "You cannot see what they see: the account is disabled, is your own, or may more"
                  + " than yours.");
      case Outcome.NotFound _, Outcome.NoSession _ -> Failures.of(HttpStatus.NOT_FOUND);
    };
  }

  /** Ending it twice is ending it once. */
  @PostMapping(END)
  View end(HttpServletRequest request, HttpServletResponse response) {
    cookie.clearSeen(response);
    if (request.getAttribute(Visitor.ATTRIBUTE) instanceof Visitor visitor
        && visitor.seeing() != null) {
      impersonations.end(visitor.seeing());
      return new Redirect(
          PeoplePages.LIST + "/" + visitor.seeing().person().text() + "?done=unseen");
    }
    return new Redirect(ConsoleChain.ROOT);
  }
}
