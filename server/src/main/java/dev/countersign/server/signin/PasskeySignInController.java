package dev.countersign.server.signin;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.PasskeyChallenge;
import dev.countersign.api.PasskeyLogin;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.clients.Client;
import dev.countersign.server.clients.ClientAuthentication;
import dev.countersign.server.factors.FactorAnswers;
import dev.countersign.server.factors.PasskeySignIns;
import dev.countersign.server.platform.request.RequestTenant;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.tokens.TokenAlgorithm;
import dev.countersign.server.webauthn.Fault;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in by a passkey alone, over HTTP. */
@RestController
@RequestMapping(path = "/v1/auth/passkey", produces = MediaType.APPLICATION_JSON_VALUE)
class PasskeySignInController {
  private final PasskeySignIn signIn;
  private final ClientAuthentication clients;

  PasskeySignInController(PasskeySignIn signIn, ClientAuthentication clients) {
    this.signIn = signIn;
    this.clients = clients;
  }

  @Operation(
      summary = "Ask to be asked for a passkey",
      description =
          "Hand public_key to PublicKeyCredential.parseRequestOptionsFromJSON, and what"
              + " navigator.credentials.get answers to POST /v1/auth/passkey.")
  @PostMapping("/options")
  @Refuses(ErrorCode.RATE_LIMITED)
  PasskeyChallenge begin() {
    return new PasskeyChallenge(
        signIn.begin(RequestTenant.current()), PasskeySignIns.LIFE.toSeconds());
  }

  @Operation(
      summary = "Sign in by a passkey alone",
      description =
          "It counts as two factors. A passkey that is not known is refused as one whose signature"
              + " is wrong.")
  @PostMapping
  @Refuses({ErrorCode.PASSKEY_REFUSED, ErrorCode.INVALID_CLIENT, ErrorCode.RATE_LIMITED})
  TokenAnswer signIn(
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      @RequestBody PasskeyLogin request) {
    Fields fields = new Fields();
    fields.present("credential", request.credential());
    fields.verify();
    fields.present("credential.id", request.credential().id());
    fields.verify();
    return switch (signIn.signIn(
        RequestTenant.current(), request.credential(), algorithm(authorization))) {
      case PasskeySignIn.Outcome.Done(SignedIn signedIn) -> signedIn.answer();
      case PasskeySignIn.Outcome.Refused(Fault fault) -> throw FactorAnswers.passkeyRefused(fault);
      case PasskeySignIn.Outcome.Delayed(Duration delay) -> throw FactorAnswers.delayed(delay);
    };
  }

  private @Nullable TokenAlgorithm algorithm(@Nullable String authorization) {
    return clients
        .findAmongOthers(authorization)
        .filter(client -> client.tenant().equals(RequestTenant.current()))
        .map(Client::algorithm)
        .orElse(null);
  }
}
