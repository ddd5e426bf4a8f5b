package dev.countersign.server.credentials;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.PasswordChangeRequest;
import dev.countersign.api.PasswordCheckAnswer;
import dev.countersign.api.PasswordCheckRequest;
import dev.countersign.api.PasswordGenerateAnswer;
import dev.countersign.api.PasswordGenerateRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.platform.web.TextRules;
import io.swagger.v3.oas.annotations.Operation;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Checking, making and changing passwords over HTTP. */
@RestController
class PasswordController {
  // Wide enough for the policy to say what is too long; narrower than what would take time to read.
  private static final int SECRET_MAX = 4096;
  private static final int TOKEN_MAX = 128;

  private final PasswordPolicies policies;
  private final PasswordValidator validator;
  private final PasswordGenerator generator;
  private final PasswordChange change;
  private final SecureRandom random;

  PasswordController(
      PasswordPolicies policies,
      PasswordValidator validator,
      PasswordGenerator generator,
      PasswordChange change,
      SecureRandom random) {
    this.policies = policies;
    this.validator = validator;
    this.generator = generator;
    this.change = change;
    this.random = random;
  }

  @Operation(
      summary = "Check a password",
      description = "Tells whether it is accepted here and how good it is. Nothing is kept of it.")
  @PostMapping(path = "/v1/auth/password/check", produces = MediaType.APPLICATION_JSON_VALUE)
  @Refuses(ErrorCode.RATE_LIMITED)
  PasswordCheckAnswer check(@RequestBody PasswordCheckRequest request) {
    Fields fields = new Fields();
    Secret password = fields.secret("password", request.password(), SECRET_MAX);
    String username =
        fields.optionalText("username", request.username(), TextRules.USERNAME_MAX).orElse(null);
    String email = fields.optionalText("email", request.email(), TextRules.EMAIL_MAX).orElse(null);
    fields.verify();
    PasswordValidation judged =
        validator.validate(RequestTenant.current(), password, PasswordOwner.named(username, email));
    return new PasswordCheckAnswer(
        judged.valid(),
        findings(judged.errors()),
        findings(judged.warnings()),
        judged.strengthScore(),
        judged.entropyBits(),
        judged.characterDiversity());
  }

  @Operation(
      summary = "Make a password",
      description = "Makes one that is accepted here, without characters easily taken for another.")
  @PostMapping(path = "/v1/auth/password/generate", produces = MediaType.APPLICATION_JSON_VALUE)
  @Refuses(ErrorCode.RATE_LIMITED)
  PasswordGenerateAnswer generate(@RequestBody PasswordGenerateRequest request) {
    PasswordPolicy policy = policies.of(RequestTenant.current());
    int length =
        Objects.requireNonNullElse(request.length(), PasswordGenerator.usualLength(policy));
    return generator
        .generate(policy, length, random)
        .map(password -> new PasswordGenerateAnswer(password.reveal()))
        .orElseThrow(() -> {
          Fields fields = new Fields();
          fields.fault(
              "length",
              "out_of_range",
              "The policy accepts %d to %d characters."
                  .formatted(policy.length().min(), policy.length().max()));
          return ProblemException.invalid(fields.faults());
        });
  }

  @Operation(
      summary = "Change a password",
      description =
          "With the password so far, by somebody signed in: every other session of theirs ends. Or"
              + " with the change_token of a sign-in that was refused with"
              + " password_change_required: every session ends, and the new password signs in.")
  @PostMapping("/v1/auth/password/change")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refuses({
    ErrorCode.UNAUTHENTICATED,
    ErrorCode.WRONG_PASSWORD,
    ErrorCode.WEAK_PASSWORD,
    ErrorCode.RATE_LIMITED
  })
  void change(
      @AuthenticationPrincipal @Nullable Caller caller,
      @RequestBody PasswordChangeRequest request) {
    Fields fields = new Fields();
    if ((request.currentPassword() == null) == (request.changeToken() == null)) {
      fields.fault(
          "current_password", "required", "Give either the current_password or a change_token.");
      fields.verify();
    }
    Secret wanted = fields.secret("new_password", request.newPassword(), SECRET_MAX);
    PasswordAnswers.expectChanged(
        request.changeToken() == null
            ? byPassword(caller, request, wanted, fields)
            : byToken(request, wanted, fields));
  }

  private PasswordChange.Outcome byPassword(
      @Nullable Caller caller, PasswordChangeRequest request, Secret wanted, Fields fields) {
    if (caller == null) {
      throw new ProblemException(ErrorCode.UNAUTHENTICATED, ErrorCode.UNAUTHENTICATED.hint());
    }
    Secret current = fields.secret("current_password", request.currentPassword(), SECRET_MAX);
    fields.verify();
    return change.change(caller, current, wanted);
  }

  private PasswordChange.Outcome byToken(
      PasswordChangeRequest request, Secret wanted, Fields fields) {
    Secret token = fields.secret("change_token", request.changeToken(), TOKEN_MAX);
    fields.verify();
    return change.changeByToken(RequestTenant.current(), token, wanted);
  }

  private static List<PasswordCheckAnswer.Finding> findings(List<Weakness> weaknesses) {
    return weaknesses.stream()
        .map(weakness -> new PasswordCheckAnswer.Finding(weakness.wireName(), weakness.message()))
        .toList();
  }
}
