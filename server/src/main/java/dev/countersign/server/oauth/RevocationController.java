package dev.countersign.server.oauth;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.clients.Client;
import dev.countersign.server.clients.ClientAuthentication;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** RFC 7009: whoever holds a token may end it. */
@RestController
class RevocationController extends OAuthController {
  private final ClientAuthentication clients;
  private final HeldTokens tokens;

  RevocationController(ClientAuthentication clients, HeldTokens tokens) {
    this.clients = clients;
    this.tokens = tokens;
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
      @RequestBody(required = false) @Nullable MultiValueMap<String, String> form) {
    Optional<Client> client = clients.find(authorization);
    if (client.isPresent() && !client.get().mayRevoke()) {
      throw new ProblemException(ErrorCode.FORBIDDEN, "This client may not revoke tokens.");
    }
    tokens.revoke(tokenOf(form), client.orElse(null));
  }
}
