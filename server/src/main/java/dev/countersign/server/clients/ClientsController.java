package dev.countersign.server.clients;

import dev.countersign.api.ClientPage;
import dev.countersign.api.ClientRequest;
import dev.countersign.api.ClientView;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.RegisteredClient;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.PageRequest;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.tokens.TokenAlgorithm;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Clients, by an administrator of their tenant. */
@RestController
@RequestMapping(path = "/v1/admin/clients", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
class ClientsController {
  private static final int NAME_MAX = 100;
  private static final int TEXT_MAX = 64;
  private static final int SCOPES_MAX = 50;

  private final Clients clients;

  ClientsController(Clients clients) {
    this.clients = clients;
  }

  @Operation(summary = "Register a client", description = "The answer shows its secret, this once.")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  RegisteredClient register(
      @AuthenticationPrincipal Caller caller, @RequestBody ClientRequest request) {
    Fields fields = new Fields();
    String name = fields.text("name", request.name(), NAME_MAX);
    TokenAlgorithm algorithm =
        request.algorithm() == null
            ? null
            : fields
                .parsed(
                    "algorithm",
                    request.algorithm(),
                    TEXT_MAX,
                    TokenAlgorithm::find,
                    "Give ES256, RS256 or EdDSA.")
                .orElse(null);
    Client.OwnTokens own = own(fields, request);
    fields.verify();
    requireHeld(caller, own.scopes());
    Clients.Registered registered =
        clients.register(
            caller,
            new Clients.Wish(
                name,
                algorithm,
                Boolean.TRUE.equals(request.mayIntrospect()),
                Boolean.TRUE.equals(request.mayRevoke()),
                own));
    return new RegisteredClient(view(registered.client()), registered.secret().reveal());
  }

  @Operation(summary = "The clients of the tenant")
  @GetMapping
  ClientPage list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    PageRequest<ClientId> page = PageRequest.read(cursor, limit, ClientId::parse);
    return page.page(
        clients.list(caller, page.cursor(), page.sought()),
        ClientsController::view,
        ClientView::clientId,
        ClientPage::new);
  }

  @Operation(summary = "Remove a client", description = "Its secret is refused within a second.")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refuses(ErrorCode.NOT_FOUND)
  void remove(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    if (ClientId.parse(id).filter(client -> clients.remove(caller, client)).isEmpty()) {
      throw new ProblemException(ErrorCode.NOT_FOUND, "There is no such client.");
    }
  }

  private static Client.OwnTokens own(Fields fields, ClientRequest request) {
    List<String> names = request.scopes() == null ? List.of() : request.scopes();
    if (names.size() > SCOPES_MAX) {
      fields.fault("scopes", "too_many", "Give at most " + SCOPES_MAX + ".");
    }
    Set<Permission> scopes = new HashSet<>();
    for (int i = 0; i < Math.min(names.size(), SCOPES_MAX); i++) {
      fields
          .parsed(
              "scopes[" + i + "]",
              names.get(i),
              Permission.LENGTH_MAX,
              Permission::parse,
              "Give a scope such as read or billing:write.")
          .ifPresent(scopes::add);
    }
    int max = Math.toIntExact(Client.OwnTokens.LIFE_MAX.toSeconds());
    int min = Math.toIntExact(Client.OwnTokens.LIFE_MIN.toSeconds());
    int life = request.tokenLife() == null ? max : request.tokenLife();
    if (life < min || life > max) {
      fields.fault("token_life", "out_of_range", "Give a number from " + min + " to " + max + ".");
    }
    String keys = request.jwks();
    if (keys != null && (keys.length() > ClientKeys.TEXT_MAX || ClientKeys.parse(keys).isEmpty())) {
      fields.fault(
          "jwks",
          "malformed",
          "Give a JWK set with up to ten public keys: P-256, Ed25519, or RSA of 2048 bits.");
    }
    return new Client.OwnTokens(new Permissions(scopes), Duration.ofSeconds(life), keys);
  }

  private static void requireHeld(Caller caller, Permissions scopes) {
    List<String> missing =
        scopes.all().stream()
            .filter(scope -> !caller.may(scope))
            .map(Permission::wireName)
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      throw new ProblemException(
          ErrorCode.INSUFFICIENT_SCOPE,
          "Insufficient permissions. Missing scopes: "
              + String.join(", ", missing)
              + ". A client does no more than its maker may.");
    }
  }

  private static ClientView view(Client client) {
    TokenAlgorithm algorithm = client.algorithm();
    return new ClientView(
        client.id().text(),
        client.name(),
        algorithm == null ? null : algorithm.wireName(),
        client.mayIntrospect(),
        client.mayRevoke(),
        client.own().scopes().wireNames(),
        Math.toIntExact(client.own().life().toSeconds()),
        client.own().keys() != null,
        client.createdAt().toString());
  }
}
