package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.factors.Enroller;
import dev.countersign.server.factors.Enrolment;
import dev.countersign.server.factors.FreshFactor;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Adding passkeys of one's own. They are listed and disabled among the other factors. */
@Hidden
@Controller
class OwnPasskeyPages {
  static final String PAGE = OwnFactorPages.PAGE + "/passkeys";

  private static final String FINISH = PAGE + "/finish";
  private static final PasskeySetups.Surroundings OWN =
      new PasskeySetups.Surroundings(FINISH, "", OwnFactorPages.PAGE, Area.YOU);

  private final PasskeySetups setups;
  private final Enrolment enrolment;
  private final FreshFactor fresh;

  OwnPasskeyPages(PasskeySetups setups, Enrolment enrolment, FreshFactor fresh) {
    this.setups = setups;
    this.enrolment = enrolment;
    this.fresh = fresh;
  }

  @PostMapping(PAGE)
  View begin(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String name) {
    Enroller enroller = enroller(caller);
    return enrolment.hasFactor(enroller) && !fresh.isShown(caller, FreshFactor.USUAL)
        ? new Redirect(ProofPages.PAGE)
        : setups.begin(enroller, name, OWN);
  }

  @PostMapping(FINISH)
  View finish(
      @AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String credential) {
    return setups
        .finish(enroller(caller), credential, OWN)
        .<View>map(page -> page)
        .orElseGet(() -> new Redirect(OwnFactorPages.PAGE + "?done=passkey"));
  }

  private static Enroller enroller(Caller caller) {
    return Enroller.in(caller.tenant(), caller.person(), caller.signIn());
  }
}
