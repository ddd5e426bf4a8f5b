package dev.countersign.server.factors;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.FactorChange;
import dev.countersign.api.FactorStatus;
import dev.countersign.api.FactorView;
import dev.countersign.api.RecoveryCodesAnswer;
import dev.countersign.api.TrustedDevicesAnswer;
import dev.countersign.server.access.Access;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own second factors. */
@RestController
@RequestMapping(path = "/v1/mfa", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({
  ErrorCode.UNAUTHENTICATED,
  ErrorCode.SESSION_REQUIRED,
  ErrorCode.IMPERSONATION_REFUSED,
  ErrorCode.RATE_LIMITED
})
class FactorController {
  static final int NAME_MAX = 100;

  private final Factors factors;
  private final TrustedDevices devices;
  private final Users users;

  FactorController(Factors factors, TrustedDevices devices, Users users) {
    this.factors = factors;
    this.devices = devices;
    this.users = users;
  }

  @Operation(summary = "Show the caller's second factors, and whether they need one")
  @GetMapping
  FactorStatus status(@AuthenticationPrincipal Caller caller) {
    Access access = users.find(caller.tenant(), caller.person()).orElseThrow().access();
    Factors.Status status = factors.status(caller.tenant(), caller.person(), access);
    return new FactorStatus(
        status.enabled(),
        status.required(),
        status.requiredBefore(),
        status.recoveryCodesLeft(),
        status.factors().stream().map(FactorAnswers::view).toList());
  }

  @Operation(summary = "Name a factor, or make it the primary one")
  @PatchMapping("/methods/{id}")
  @Refuses(ErrorCode.NOT_FOUND)
  FactorView change(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody FactorChange request) {
    Fields fields = new Fields();
    Optional<String> name = fields.optionalText("name", request.name(), NAME_MAX);
    fields.verify();
    FactorId factor = FactorId.parse(id).orElseThrow(FactorController::notFound);
    if (Boolean.TRUE.equals(request.isPrimary()) && factors.makePrimary(caller, factor).isEmpty()) {
      throw notFound();
    }
    return name.map(text -> factors.rename(caller, factor, text))
        .orElseGet(() -> factors.find(caller, factor))
        .map(FactorAnswers::view)
        .orElseThrow(FactorController::notFound);
  }

  @Operation(
      summary = "Disable a factor",
      description =
          "Needs a factor proved in the last 10 minutes; one of the recovery codes will do. With"
              + " the last factor go the recovery codes.")
  @DeleteMapping("/methods/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refuses({ErrorCode.INSUFFICIENT_USER_AUTHENTICATION, ErrorCode.NOT_FOUND})
  void disable(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    if (FactorId.parse(id).filter(factor -> factors.disable(caller, factor)).isEmpty()) {
      throw notFound();
    }
  }

  @Operation(
      summary = "Make new recovery codes",
      description = "The set so far is good for nothing from then on. Shown this once.")
  @PostMapping("/recovery-codes")
  @Refuses({ErrorCode.INSUFFICIENT_USER_AUTHENTICATION, ErrorCode.MFA_NOT_SET_UP})
  RecoveryCodesAnswer recoveryCodes(@AuthenticationPrincipal Caller caller) {
    return factors
        .replaceRecoveryCodes(caller)
        .map(codes -> new RecoveryCodesAnswer(codes.stream().map(Secret::reveal).toList()))
        .orElseThrow(() -> FactorAnswers.refused(ErrorCode.MFA_NOT_SET_UP));
  }

  @Operation(summary = "List the devices that the caller trusts")
  @GetMapping("/devices")
  TrustedDevicesAnswer devices(@AuthenticationPrincipal Caller caller) {
    return new TrustedDevicesAnswer(
        devices.list(caller.tenant(), caller.person()).stream()
            .map(device ->
                new TrustedDevicesAnswer.Device(
                    device.id().text(), device.label(), device.createdAt(), device.expiresAt()))
            .toList());
  }

  @Operation(summary = "Trust a device no longer")
  @DeleteMapping("/devices/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refuses(ErrorCode.NOT_FOUND)
  void distrust(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    if (TrustedDeviceId.parse(id)
        .filter(device -> devices.distrust(caller.tenant(), caller.person(), device))
        .isEmpty()) {
      throw notFound();
    }
  }

  @Operation(summary = "Trust no device any longer")
  @DeleteMapping("/devices")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void distrustAll(@AuthenticationPrincipal Caller caller) {
    devices.distrustAll(caller.tenant(), caller.person());
  }

  private static ProblemException notFound() {
    return FactorAnswers.refused(ErrorCode.NOT_FOUND);
  }
}
