package dev.countersign.server.oauth;

import dev.countersign.api.ClientTokenAnswer;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.OAuthError;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.clients.Client;
import dev.countersign.server.clients.ClientAuthentication;
import dev.countersign.server.clients.ClientGrants;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.problem.Problems;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** RFC 6749 §4.4: tokens for clients themselves. */
@RestController
class TokenController {
  private static final String GRANT = "client_credentials";
  private static final int TEXT_MAX = 8_192;
  private static final int SCOPE_MAX = 2_000;

  private final ClientAuthentication clients;
  private final ClientDoor door;
  private final ClientGrants grants;

  TokenController(ClientAuthentication clients, ClientDoor door, ClientGrants grants) {
    this.clients = clients;
    this.door = door;
    this.grants = grants;
  }

  /** A refusal in the words of RFC 6749 §5.2. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient OAuthError error;

    RefusedException(String error, String description) {
      super(description, null, false, false);
      this.error = new OAuthError(error, description);
    }
  }

  @Operation(
      summary = "Get a token for a client itself",
      description =
          "Takes `grant_type=client_credentials` and an optional `scope` as a form. The client"
              + " authenticates by HTTP Basic, by `client_id` and `client_secret` in the form, or by"
              + " `client_assertion`: a JWT of its own (`private_key_jwt`, RFC 7523), good once.")
  @PostMapping(
      path = "/oauth2/token",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @ApiResponse(responseCode = "200", description = "A token", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "400",
      description = "`invalid_request`, `unsupported_grant_type`, `invalid_scope`",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = OAuthError.class)))
  @ApiResponse(
      responseCode = "401",
      description = "`invalid_client`",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = OAuthError.class)))
  @Refuses({})
  ResponseEntity<ClientTokenAnswer> token(
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      @RequestBody(required = false) @Nullable MultiValueMap<String, String> body,
      HttpServletRequest request) {
    MultiValueMap<String, String> form = checked(body);
    String grant = form.getFirst("grant_type");
    if (grant == null || grant.isEmpty()) {
      throw new RefusedException("invalid_request", "Give a grant_type.");
    }
    if (!grant.equals(GRANT)) {
      throw new RefusedException("unsupported_grant_type", "Give grant_type=" + GRANT + ".");
    }
    Client client = door.require(request, () -> clients.require(authorization, credentials(form)));
    ClientGrants.Granted granted =
        grants
            .grant(client, scopes(form))
            .orElseThrow(() ->
                new RefusedException(
                    "invalid_scope", "The client was not registered with these scopes."));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.PRAGMA, "no-cache")
        .body(
            new ClientTokenAnswer(
                granted.token().access().reveal(),
                "Bearer",
                granted.token().expiresIn().toSeconds(),
                String.join(" ", granted.scopes().wireNames())));
  }

  @ExceptionHandler
  ResponseEntity<OAuthError> refusal(RefusedException refused) {
    return ResponseEntity.badRequest()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_JSON)
        .body(refused.error);
  }

  @ExceptionHandler
  ResponseEntity<?> refusal(ProblemException problem) {
    if (problem.code() != ErrorCode.INVALID_CLIENT) {
      return ResponseEntity.status(problem.code().status())
          .headers(Problems.headers(problem))
          .body(Problems.body(problem));
    }
    HttpHeaders headers = Problems.headers(problem);
    headers.setContentType(MediaType.APPLICATION_JSON);
    headers.setCacheControl(CacheControl.noStore());
    return ResponseEntity.status(problem.code().status())
        .headers(headers)
        .body(new OAuthError("invalid_client", problem.code().title() + "."));
  }

  /** No parameter may come twice (RFC 6749 §3.2). */
  private static MultiValueMap<String, String> checked(
      @Nullable MultiValueMap<String, String> body) {
    MultiValueMap<String, String> form = body == null ? new LinkedMultiValueMap<>() : body;
    form.forEach((name, values) -> {
      if (values.size() > 1) {
        throw new RefusedException("invalid_request", "Give each parameter once.");
      }
      if (values.getFirst() != null && values.getFirst().length() > TEXT_MAX) {
        throw new RefusedException("invalid_request", "A parameter is too long.");
      }
    });
    return form;
  }

  private static ClientAuthentication.InForm credentials(MultiValueMap<String, String> form) {
    return new ClientAuthentication.InForm(
        form.getFirst("client_id"),
        secret(form, "client_secret"),
        form.getFirst("client_assertion_type"),
        secret(form, "client_assertion"));
  }

  private static @Nullable Secret secret(MultiValueMap<String, String> form, String name) {
    String value = form.getFirst(name);
    return value == null ? null : Secret.of(value);
  }

  private static @Nullable Permissions scopes(MultiValueMap<String, String> form) {
    String text = form.getFirst("scope");
    if (text == null || text.isBlank()) {
      return null;
    }
    Optional<Permissions> read =
        text.length() > SCOPE_MAX
            ? Optional.empty()
            : Permissions.parse(List.of(text.strip().split(" +")));
    return read.orElseThrow(
        () -> new RefusedException("invalid_scope", "Give scopes separated by spaces."));
  }
}
