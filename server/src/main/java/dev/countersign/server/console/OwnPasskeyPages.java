package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.PasskeySetupForm;
import dev.countersign.server.factors.Enroller;
import dev.countersign.server.factors.Enrolment;
import dev.countersign.server.factors.FactorRequest;
import dev.countersign.server.factors.FactorType;
import dev.countersign.server.factors.FreshFactor;
import dev.countersign.server.factors.Passkeys;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.webauthn.Fault;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import tools.jackson.databind.json.JsonMapper;

/** Adding passkeys of one's own. They are listed and disabled among the other factors. */
@Hidden
@Controller
class OwnPasskeyPages {
  private static final String PAGE = OwnFactorPages.PAGE + "/passkeys";
  private static final int NAME_MAX = 100;

  private final Enrolment enrolment;
  private final Passkeys passkeys;
  private final FreshFactor fresh;
  private final JsonMapper json;

  OwnPasskeyPages(Enrolment enrolment, Passkeys passkeys, FreshFactor fresh, JsonMapper json) {
    this.enrolment = enrolment;
    this.passkeys = passkeys;
    this.fresh = fresh;
    this.json = json;
  }

  @PostMapping(PAGE)
  View begin(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String name) {
    Enroller enroller = enroller(caller);
    if (enrolment.hasFactor(enroller) && !fresh.isShown(caller, FreshFactor.USUAL)) {
      return new Redirect(ProofPages.PAGE);
    }
    String given = name.strip();
    boolean named = !given.isEmpty() && given.length() <= NAME_MAX && TextRules.isStorable(given);
    FactorRequest wanted = new FactorRequest.Passkey(named ? given : FactorType.PASSKEY.label());
    return enrolment.begin(enroller, wanted) instanceof Enrolment.Begun.Ready ready
            && ready.sent() != null
        ? page(
            json.writeValueAsString(
                passkeys.creation(enroller, ready.sent().challenge(), ready.sent().life())),
            ready.recoveryCodes().stream().map(Secret::reveal).toList(),
            null)
        : refused("No passkey can be added here, or there are as many factors as there may be.");
  }

  @PostMapping(PAGE + "/finish")
  View finish(
      @AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String credential) {
    Enrolment.Finished finished =
        passkeys
            .credential(credential)
            .flatMap(passkeys::challenge)
            .map(challenge -> enrolment.finish(enroller(caller), challenge, Secret.of(credential)))
            .orElseGet(() -> new Enrolment.Finished.Wrong(Fault.MALFORMED));
    return switch (finished) {
      case Enrolment.Finished.Enabled _ -> new Redirect(OwnFactorPages.PAGE + "?done=passkey");
      case Enrolment.Finished.Nothing _ -> refused(Fault.CHALLENGE.message());
      case Enrolment.Finished.Wrong(Fault fault) ->
          refused(fault == null ? Fault.CHALLENGE.message() : fault.message());
      case Enrolment.Finished.Delayed(var delay) -> refused(FactorForms.delayed(delay));
    };
  }

  private static Enroller enroller(Caller caller) {
    return Enroller.in(caller.tenant(), caller.person(), caller.signIn());
  }

  private static Page refused(String refusal) {
    return page("", List.of(), refusal).with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static Page page(String options, List<String> codes, @Nullable String refusal) {
    return Page.of(
        "passkey-setup", "Add a passkey", Area.YOU, new PasskeySetupForm(options, codes, refusal));
  }
}
