package dev.countersign.server.tokens;

import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What tokens claim: {@code iss aud sub jti iat nbf exp} (RFC 7519 §4.1), and of our own {@code
 * tenant_id sid role permissions}. Every one is written, and every one is required.
 */
final class TokenClaims {
  /** The latest time that is taken for one: the year 9999. */
  private static final long SECONDS_MAX = 253_402_300_799L;

  private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9_-]{1,49}");

  private final TokenSettings settings;
  private final ClientTokenClaims ofClients;

  TokenClaims(TokenSettings settings) {
    this.settings = settings;
    this.ofClients = new ClientTokenClaims(settings);
  }

  MandateClaims ofMandates() {
    return new MandateClaims(settings);
  }

  ClientTokenClaims ofClients() {
    return ofClients;
  }

  /**
   * What a token claims; how its person was authenticated is for those who let it in (RFC 9068).
   */
  Map<String, Object> write(TokenKind kind, VerifiedToken token) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", settings.issuer());
    claims.put("aud", settings.audienceOf(kind));
    claims.put("sub", token.user().text());
    claims.put("jti", token.tokenId().toString());
    claims.put("iat", token.notBefore().getEpochSecond());
    claims.put("nbf", token.notBefore().getEpochSecond());
    claims.put("exp", token.expiresAt().getEpochSecond());
    claims.put("tenant_id", token.tenant().text());
    claims.put("sid", token.session().text());
    claims.put("role", token.role());
    claims.put("permissions", token.permissions().wireNames());
    if (token.access() != null) {
      claims.put("access", token.access().toString());
    }
    if (token.actor() != null) {
      claims.put("act", Map.of("sub", token.actor().text()));
    }
    AuthenticationContext authentication = token.authentication();
    if (kind == TokenKind.ACCESS && authentication != null) {
      claims.put("auth_time", authentication.at().getEpochSecond());
      claims.put("acr", authentication.acr());
      claims.put("amr", authentication.amr());
    }
    return claims;
  }

  /** Empty where any claim is missing, malformed, or meant for somebody else. */
  Optional<VerifiedToken> read(TokenKind kind, ObjectNode payload, UUID key) {
    if (!settings.issuer().equals(text(payload, "iss"))
        || !settings.audienceOf(kind).equals(text(payload, "aud"))) {
      return Optional.empty();
    }
    Optional<UUID> tokenId = Optional.ofNullable(text(payload, "jti")).flatMap(TokenClaims::uuid);
    Optional<TenantId> tenant =
        Optional.ofNullable(text(payload, "tenant_id")).flatMap(TenantId::parse);
    Optional<UserId> user = Optional.ofNullable(text(payload, "sub")).flatMap(UserId::parse);
    Optional<SessionId> session =
        Optional.ofNullable(text(payload, "sid")).flatMap(SessionId::parse);
    Optional<String> role =
        Optional.ofNullable(text(payload, "role")).filter(ROLE.asMatchPredicate());
    Optional<Permissions> permissions = permissions(payload.get("permissions"));
    Optional<UserId> actor = actor(payload);
    OptionalLong issued = seconds(payload, "iat");
    OptionalLong notBefore = seconds(payload, "nbf");
    OptionalLong expires = seconds(payload, "exp");
    boolean complete =
        tokenId.isPresent()
            && tenant.isPresent()
            && user.isPresent()
            && session.isPresent()
            && role.isPresent()
            && permissions.isPresent()
            && actor.isPresent() == payload.has("act")
            && issued.isPresent()
            && notBefore.isPresent()
            && expires.isPresent();
    if (!complete) {
      return Optional.empty();
    }
    // Not valid before the later of the two.
    long from = Math.max(issued.getAsLong(), notBefore.getAsLong());
    return Optional.of(
        new VerifiedToken(
            tokenId.get(),
            tenant.get(),
            user.get(),
            session.get(),
            role.get(),
            permissions.get(),
            Optional.ofNullable(text(payload, "access")).flatMap(TokenClaims::uuid).orElse(null),
            actor.orElse(null),
            Instant.ofEpochSecond(from),
            Instant.ofEpochSecond(expires.getAsLong()),
            key,
            authentication(payload).orElse(null)));
  }

  // Nothing rests on it here: it is told to those who ask, as it was signed.
  private static Optional<AuthenticationContext> authentication(ObjectNode payload) {
    String acr = text(payload, "acr");
    JsonNode amr = payload.get("amr");
    OptionalLong at = seconds(payload, "auth_time");
    return acr == null || amr == null || !amr.isArray() || at.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AuthenticationContext(
                acr,
                amr.values().stream()
                    .filter(JsonNode::isString)
                    .map(JsonNode::stringValue)
                    .toList(),
                Instant.ofEpochSecond(at.getAsLong())));
  }

  private static @Nullable String text(ObjectNode payload, String name) {
    JsonNode value = payload.get(name);
    return value != null && value.isString() ? value.stringValue() : null;
  }

  private static Optional<UserId> actor(ObjectNode payload) {
    return payload.get("act") instanceof ObjectNode act
        ? Optional.ofNullable(text(act, "sub")).flatMap(UserId::parse)
        : Optional.empty();
  }

  static OptionalLong seconds(ObjectNode payload, String name) {
    JsonNode value = payload.get(name);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      return OptionalLong.empty();
    }
    long seconds = value.longValue();
    return seconds >= 0 && seconds <= SECONDS_MAX ? OptionalLong.of(seconds) : OptionalLong.empty();
  }

  private static Optional<Permissions> permissions(@Nullable JsonNode value) {
    return value != null && value.isArray() && value.values().stream().allMatch(JsonNode::isString)
        ? Permissions.parse(value.values().stream().map(JsonNode::stringValue).toList())
        : Optional.empty();
  }

  static Optional<UUID> uuid(String text) {
    try {
      UUID value = UUID.fromString(text);
      return value.toString().equals(text) ? Optional.of(value) : Optional.empty();
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}
