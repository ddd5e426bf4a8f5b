package dev.countersign.server.oauth;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Introspection;
import dev.countersign.api.Problem;
import dev.countersign.api.Problem.FieldError;
import dev.countersign.server.clients.Client;
import dev.countersign.server.clients.ClientAuthentication;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.Problems;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tokens that somebody presents: clients ask what they say (RFC 7662), holders end them (RFC 7009).
 */
@RestController
class HeldTokensController {
  private static final int TOKEN_MAX = 4096;

  private final ClientAuthentication clients;
  private final ClientDoor door;
  private final HeldTokens tokens;

  HeldTokensController(ClientAuthentication clients, ClientDoor door, HeldTokens tokens) {
    this.clients = clients;
    this.door = door;
    this.tokens = tokens;
  }

  @Operation(
      summary = "Ask what a token says",
      description =
          "Takes `token` and an optional `token_type_hint` as a form, from clients that may ask."
              + " Of a token that is malformed, expired, revoked, spent or another tenant's it says"
              + " `active: false` and no more.")
  @PostMapping(
      path = "/oauth2/introspect",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Refuses({ErrorCode.INVALID_CLIENT, ErrorCode.FORBIDDEN})
  ResponseEntity<Introspection> introspect(
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      @RequestBody(required = false) @Nullable MultiValueMap<String, String> form,
      HttpServletRequest request) {
    Client client = door.require(request, () -> clients.require(authorization));
    if (!client.mayIntrospect()) {
      throw new ProblemException(ErrorCode.FORBIDDEN, "This client may not ask about tokens.");
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(tokens.introspect(tokenOf(form), client));
  }

  @Operation(
      summary = "Revoke a token",
      description =
          "Takes `token` and an optional `token_type_hint` as a form. A refresh token takes its"
              + " session with it. A token that is good for nothing gets the same answer. A client"
              + " authenticates by HTTP Basic; without it, holding the token is enough.")
  @PostMapping(path = "/oauth2/revoke", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  @Refuses({ErrorCode.INVALID_CLIENT, ErrorCode.FORBIDDEN})
  void revoke(
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      @RequestBody(required = false) @Nullable MultiValueMap<String, String> form,
      HttpServletRequest request) {
    Optional<Client> client = door.find(request, () -> clients.find(authorization));
    if (client.isPresent() && !client.get().mayRevoke()) {
      throw new ProblemException(ErrorCode.FORBIDDEN, "This client may not revoke tokens.");
    }
    tokens.revoke(tokenOf(form), client.orElse(null));
  }

  @ExceptionHandler
  ResponseEntity<Problem> refusal(ProblemException problem) {
    return ResponseEntity.status(problem.code().status())
        .headers(Problems.headers(problem))
        .body(Problems.body(problem).withError(errorOf(problem.code())));
  }

  private static String errorOf(ErrorCode code) {
    return switch (code) {
      case INVALID_CLIENT -> "invalid_client";
      case FORBIDDEN -> "unauthorized_client";
      case UNAVAILABLE, RATE_LIMITED -> "temporarily_unavailable";
      default -> "invalid_request";
    };
  }

  /** The token of a form. No parameter may come twice (RFC 6749 §3.2). */
  private static Secret tokenOf(@Nullable MultiValueMap<String, String> form) {
    if (form == null) {
      throw fault("required", "This field is needed.");
    }
    form.forEach((name, values) -> {
      if (values.size() > 1) {
        throw fault("repeated", "Give each parameter once.");
      }
    });
    String token = form.getFirst("token");
    if (token == null || token.isEmpty()) {
      throw fault("required", "This field is needed.");
    }
    if (token.length() > TOKEN_MAX) {
      throw fault("too_long", "Give at most " + TOKEN_MAX + " characters.");
    }
    return Secret.of(token);
  }

  private static ProblemException fault(String code, String message) {
    return ProblemException.invalid(List.of(new FieldError("token", code, message)));
  }
}
