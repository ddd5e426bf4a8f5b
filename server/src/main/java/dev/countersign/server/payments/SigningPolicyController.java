package dev.countersign.server.payments;

import dev.countersign.api.CountersigningSettings;
import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which payments of a tenant are countersigned. */
@RestController
@RequestMapping(path = "/v1/admin/countersigning", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
class SigningPolicyController {
  private final CountersigningDesk desk;

  SigningPolicyController(CountersigningDesk desk) {
    this.desk = desk;
  }

  @Operation(summary = "Which payments are countersigned, and by whom")
  @GetMapping
  CountersigningSettings get(@AuthenticationPrincipal Caller caller) {
    return desk.of(caller.tenant());
  }

  @Operation(
      summary = "Say which payments are countersigned, and by whom",
      description =
          "Holds for what is posted from then on. What waits already waits on, whatever is said"
              + " here.")
  @PutMapping
  @Refuses({
    ErrorCode.UNKNOWN_ASSET,
    ErrorCode.NEGATIVE_AMOUNT,
    ErrorCode.TOO_MANY_DECIMALS,
    ErrorCode.AMOUNT_OVERFLOW
  })
  CountersigningSettings set(
      @AuthenticationPrincipal Caller caller, @RequestBody CountersigningSettings request) {
    return desk.set(caller, request);
  }
}
