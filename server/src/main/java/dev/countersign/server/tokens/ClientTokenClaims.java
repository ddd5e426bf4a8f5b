package dev.countersign.server.tokens;

import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.id.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client's own access token claims (RFC 9068 §2.2): of a person's it has neither session nor
 * role, and its subject is the client. Every claim is written, and every one is required.
 */
final class ClientTokenClaims {
  /** Only a client's own token has it. */
  static final String CLIENT = "client_id";

  private final TokenSettings settings;

  ClientTokenClaims(TokenSettings settings) {
    this.settings = settings;
  }

  Map<String, Object> write(VerifiedClientToken token) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", settings.issuer());
    claims.put("aud", settings.audienceOf(TokenKind.ACCESS));
    claims.put("sub", token.client().text());
    claims.put(CLIENT, token.client().text());
    claims.put("jti", token.tokenId().toString());
    claims.put("iat", token.notBefore().getEpochSecond());
    claims.put("nbf", token.notBefore().getEpochSecond());
    claims.put("exp", token.expiresAt().getEpochSecond());
    claims.put("tenant_id", token.tenant().text());
    claims.put("scope", String.join(" ", token.permissions().wireNames()));
    return claims;
  }

  /** Empty where any claim is missing, malformed, or meant for somebody else. */
  Optional<VerifiedClientToken> read(ObjectNode payload, UUID key) {
    Optional<String> subject = text(payload, "sub");
    boolean ours =
        text(payload, "iss").filter(settings.issuer()::equals).isPresent()
            && text(payload, "aud")
                .filter(settings.audienceOf(TokenKind.ACCESS)::equals)
                .isPresent()
            && subject.equals(text(payload, CLIENT))
            && !payload.has("sid");
    Optional<UUID> tokenId = text(payload, "jti").flatMap(TokenClaims::uuid);
    Optional<TenantId> tenant = text(payload, "tenant_id").flatMap(TenantId::parse);
    Optional<ClientId> client = subject.flatMap(ClientId::parse);
    Optional<Permissions> scope =
        text(payload, "scope").flatMap(names -> Permissions.parse(List.of(names.split(" "))));
    OptionalLong from = TokenClaims.seconds(payload, "nbf");
    OptionalLong expires = TokenClaims.seconds(payload, "exp");
    boolean complete =
        ours
            && tokenId.isPresent()
            && tenant.isPresent()
            && client.isPresent()
            && scope.isPresent()
            && from.isPresent()
            && expires.isPresent()
            && TokenClaims.seconds(payload, "iat").isPresent();
    return complete
        ? Optional.of(
            new VerifiedClientToken(
                tokenId.get(),
                tenant.get(),
                client.get(),
                scope.get(),
                Instant.ofEpochSecond(from.getAsLong()),
                Instant.ofEpochSecond(expires.getAsLong()),
                key))
        : Optional.empty();
  }

  private static Optional<String> text(ObjectNode payload, String name) {
    JsonNode value = payload.get(name);
    return value != null && value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }
}
