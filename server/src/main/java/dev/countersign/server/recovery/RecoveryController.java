package dev.countersign.server.recovery;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.ForgotPasswordRequest;
import dev.countersign.api.MessageAnswer;
import dev.countersign.api.ResetPasswordRequest;
import dev.countersign.server.credentials.PasswordAnswers;
import dev.countersign.server.credentials.PasswordChange;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Forgotten passwords over HTTP. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses(ErrorCode.RATE_LIMITED)
class RecoveryController {
  private static final int SECRET_MAX = 4096;

  private final PasswordReset reset;

  RecoveryController(PasswordReset reset) {
    this.reset = reset;
  }

  @Operation(
      summary = "Ask for a link to a new password",
      description = "The answer is the same whether or not the address is known.")
  @PostMapping("/v1/auth/password/forgot")
  @ResponseStatus(HttpStatus.ACCEPTED)
  MessageAnswer forgot(@RequestBody ForgotPasswordRequest request) {
    Fields fields = new Fields();
    String email = fields.email("email", request.email());
    fields.verify();
    reset.ask(RequestTenant.current(), email);
    return new MessageAnswer(
        "If there is an account with this address, we have sent a link to it. The link works for"
            + " 60 minutes.");
  }

  @Operation(
      summary = "Set a new password by the link's token",
      description = "All sessions of the person end. The token works once.")
  @PostMapping("/v1/auth/password/reset")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refuses({ErrorCode.INVALID_CODE, ErrorCode.WEAK_PASSWORD, ErrorCode.RATE_LIMITED})
  void reset(@RequestBody ResetPasswordRequest request) {
    Fields fields = new Fields();
    Secret token = fields.secret("token", request.token(), SECRET_MAX);
    Secret wanted = fields.secret("new_password", request.newPassword(), SECRET_MAX);
    fields.verify();
    PasswordChange.Outcome outcome = reset.reset(RequestTenant.current(), token, wanted);
    if (outcome instanceof PasswordChange.Outcome.NotEntitled) {
      throw new ProblemException(ErrorCode.INVALID_CODE, ErrorCode.INVALID_CODE.hint());
    }
    PasswordAnswers.expectChanged(outcome);
  }
}
