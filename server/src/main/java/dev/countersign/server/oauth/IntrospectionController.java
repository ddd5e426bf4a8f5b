package dev.countersign.server.oauth;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Introspection;
import dev.countersign.server.clients.Client;
import dev.countersign.server.clients.ClientAuthentication;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** RFC 7662: tells clients what a token says, and whether it is good now. */
@RestController
class IntrospectionController extends OAuthController {
  private final ClientAuthentication clients;
  private final HeldTokens tokens;

  IntrospectionController(ClientAuthentication clients, HeldTokens tokens) {
    this.clients = clients;
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
      @RequestBody(required = false) @Nullable MultiValueMap<String, String> form) {
    Client client = clients.require(authorization);
    if (!client.mayIntrospect()) {
      throw new ProblemException(ErrorCode.FORBIDDEN, "This client may not ask about tokens.");
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(tokens.introspect(tokenOf(form), client));
  }
}
