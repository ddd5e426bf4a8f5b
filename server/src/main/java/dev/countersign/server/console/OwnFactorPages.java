package dev.countersign.server.console;

import dev.countersign.server.access.Access;
import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.FactorSetupForm;
import dev.countersign.server.console.page.FactorsView;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.factors.Enroller;
import dev.countersign.server.factors.Enrolment;
import dev.countersign.server.factors.Factor;
import dev.countersign.server.factors.FactorId;
import dev.countersign.server.factors.FactorType;
import dev.countersign.server.factors.Factors;
import dev.countersign.server.factors.FreshFactor;
import dev.countersign.server.factors.TrustedDeviceId;
import dev.countersign.server.factors.TrustedDevices;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The second factors of whoever is signed in. */
@Hidden
@Controller
class OwnFactorPages {
  static final String PAGE = ConsoleChain.OWN + "/factors";

  private static final String ADD = PAGE + "/add";
  private static final String FINISH = ADD + "/finish";
  private static final FactorSetups.Surroundings OWN =
      new FactorSetups.Surroundings(FINISH, "", Area.YOU);

  private final Factors factors;
  private final Enrolment enrolment;
  private final FactorSetups setups;
  private final FreshFactor fresh;
  private final TrustedDevices devices;
  private final Users users;

  OwnFactorPages(
      Factors factors,
      Enrolment enrolment,
      FactorSetups setups,
      FreshFactor fresh,
      TrustedDevices devices,
      Users users) {
    this.factors = factors;
    this.enrolment = enrolment;
    this.setups = setups;
    this.fresh = fresh;
    this.devices = devices;
    this.users = users;
  }

  @GetMapping(PAGE)
  View list(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String done) {
    return list(caller, List.of(), notice(done), null);
  }

  @PostMapping(ADD)
  View add(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "") String type,
      @RequestParam(defaultValue = "") String phone) {
    Enroller enroller = enroller(caller);
    if (enrolment.hasFactor(enroller) && !isFresh(caller)) {
      return new Redirect(ProofPages.PAGE);
    }
    return switch (setups.begin(enroller, type, phone, OWN)) {
      case FactorSetups.Begun.Shown(Page page) -> page;
      case FactorSetups.Begun.Refused(HttpStatus status, String sentence) ->
          list(caller, List.of(), null, sentence).with(status);
    };
  }

  @PostMapping(FINISH)
  View finish(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "") String factor,
      @RequestParam(defaultValue = "") String challenge,
      @RequestParam(defaultValue = "") String code) {
    return setups
        .finish(
            enroller(caller), new FactorSetupForm.Target(FINISH, "", factor, challenge), code, OWN)
        .<View>map(page -> page)
        .orElseGet(() -> new Redirect(PAGE + "?done=enabled"));
  }

  @PostMapping(PAGE + "/{id}/rename")
  View rename(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String name) {
    String given = name.strip();
    if (!PasskeySetups.isName(given)) {
      return list(
              caller,
              List.of(),
              null,
              "Give a name of at most " + PasskeySetups.NAME_MAX + " characters.")
          .with(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    Optional<Factor> renamed =
        FactorId.parse(id).flatMap(factor -> factors.rename(caller, factor, given));
    return new Redirect(PAGE + (renamed.isPresent() ? "?done=renamed" : "?done=none"));
  }

  @PostMapping(PAGE + "/{id}/disable")
  View disable(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    if (!isFresh(caller)) {
      return new Redirect(ProofPages.PAGE);
    }
    boolean gone = FactorId.parse(id).filter(factor -> factors.disable(caller, factor)).isPresent();
    return new Redirect(PAGE + (gone ? "?done=disabled" : "?done=none"));
  }

  @PostMapping(PAGE + "/{id}/primary")
  View makePrimary(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    Optional<Factor> changed =
        FactorId.parse(id).flatMap(factor -> factors.makePrimary(caller, factor));
    return new Redirect(PAGE + (changed.isPresent() ? "?done=primary" : "?done=none"));
  }

  @PostMapping(PAGE + "/recovery-codes")
  View recoveryCodes(@AuthenticationPrincipal Caller caller) {
    if (!isFresh(caller)) {
      return new Redirect(ProofPages.PAGE);
    }
    return factors
        .replaceRecoveryCodes(caller)
        .<View>map(codes -> list(caller, codes.stream().map(Secret::reveal).toList(), null, null))
        .orElseGet(() -> new Redirect(PAGE + "?done=none"));
  }

  @PostMapping(PAGE + "/devices/{id}/distrust")
  View distrust(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    boolean gone =
        TrustedDeviceId.parse(id)
            .filter(device -> devices.distrust(caller.tenant(), caller.person(), device))
            .isPresent();
    return new Redirect(PAGE + (gone ? "?done=distrusted" : "?done=none"));
  }

  private boolean isFresh(Caller caller) {
    return fresh.isShown(caller, FreshFactor.USUAL);
  }

  private static Enroller enroller(Caller caller) {
    return Enroller.in(caller.tenant(), caller.person(), caller.signIn());
  }

  private Page list(
      Caller caller, List<String> newCodes, @Nullable String notice, @Nullable String refusal) {
    Access access = users.find(caller.tenant(), caller.person()).orElseThrow().access();
    Factors.Status status = factors.status(caller.tenant(), caller.person(), access);
    List<FactorsView.Row> rows =
        status.factors().stream()
            .filter(Factor::isVerified)
            .filter(factor -> factor.type() != FactorType.RECOVERY_CODE)
            .map(OwnFactorPages::row)
            .toList();
    return Page.of(
        "own-factors",
        "Your second factors",
        Area.YOU,
        new FactorsView(
            rows,
            rows.isEmpty() ? null : status.recoveryCodesLeft(),
            newCodes,
            devices.list(caller.tenant(), caller.person()).stream()
                .map(device ->
                    new FactorsView.Device(
                        device.id().text(),
                        device.label(),
                        Moment.of(device.createdAt()),
                        Moment.of(device.expiresAt())))
                .toList(),
            status.requiredBefore() == null
                ? null
                : "Your role needs a second factor. Set one up before "
                    + Moment.of(status.requiredBefore()).date()
                    + "; after that you are let in only once you have.",
            setups.offer(caller.tenant(), ADD, OwnPasskeyPages.PAGE, ""),
            notice,
            refusal));
  }

  private static FactorsView.Row row(Factor factor) {
    return new FactorsView.Row(
        factor.id().text(),
        factor.name(),
        factor.type().label(),
        factor.hint(),
        factor.primary(),
        Moment.of(factor.createdAt()),
        factor.lastUsedAt() == null ? null : Moment.of(factor.lastUsedAt()));
  }

  private static @Nullable String notice(String done) {
    return switch (done) {
      case "enabled" -> "It is set up. From now on you are asked for a factor when you sign in.";
      case "passkey" ->
          "Your passkey is added. It lets you in after your password, or without one.";
      case "renamed" -> "It has its new name.";
      case "disabled" -> "The factor is disabled.";
      case "primary" -> "You are asked for this one first from now on.";
      case "distrusted" -> "The device is not trusted any more.";
      case "proved" -> "Thank you. For the next ten minutes you may change your factors.";
      case "none" -> "There was nothing to change.";
      default -> null;
    };
  }
}
