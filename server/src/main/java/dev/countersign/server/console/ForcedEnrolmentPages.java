package dev.countersign.server.console;

import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Word;
import dev.countersign.server.factors.Enroller;
import dev.countersign.server.factors.Enrolment;
import dev.countersign.server.factors.FactorId;
import dev.countersign.server.factors.FactorRequests;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What a sign-in leads to when a factor has to be set up before anybody is let in. */
@Hidden
@Controller
class ForcedEnrolmentPages {
  static final String PAGE = SignInFirst.PAGE + "/enrol";

  private static final String LEAD =
      "Your role needs a second factor. Set one up; then sign in with it.";

  private final Enrolment enrolment;
  private final Links links;

  ForcedEnrolmentPages(Enrolment enrolment, Links links) {
    this.enrolment = enrolment;
    this.links = links;
  }

  /** The form, as a sign-in whose password was right leads to it. */
  Page begin(Secret token) {
    Optional<Enroller> enroller = enrolment.enroller(RequestTenant.current(), token);
    if (enroller.isEmpty()) {
      return over();
    }
    return enrolment.begin(enroller.get(), FactorRequests.usualApp())
            instanceof Enrolment.Begun.Ready ready
        ? FactorForms.setup(PAGE, token.reveal(), ready, LEAD, Area.NONE)
        : over();
  }

  @PostMapping(PAGE)
  View finish(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String factor,
      @RequestParam(defaultValue = "") String code,
      HttpServletRequest request) {
    Optional<Page> refusal = links.refusal(request, PAGE, token, factor, code);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<Enroller> enroller = enrolment.enroller(RequestTenant.current(), Secret.of(token));
    Optional<FactorId> id = FactorId.parse(factor);
    if (enroller.isEmpty() || id.isEmpty()) {
      return over();
    }
    return enrolment.finish(enroller.get(), id.get(), null, Secret.of(code))
            instanceof Enrolment.Finished.Enabled
        ? Links.word(
            "Your authenticator app is set up",
            new Word.Next("Sign in", SignInFirst.PAGE),
            "From now on you are asked for a code from it when you sign in.")
        : Page.of(
                "factor-setup",
                "Set up an authenticator app",
                Area.NONE,
                FactorForms.onceMore(PAGE, token, factor))
            .with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static Page over() {
    return Links.word(
            "This sign-in has come to its end",
            new Word.Next("Sign in again", SignInFirst.PAGE),
            "It waits for a factor to be set up for 15 minutes.")
        .with(HttpStatus.GONE);
  }
}
