package dev.countersign.server.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import dev.countersign.server.access.Role;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Holds a tenant's private key and signs with it whatever a test wants signed. */
final class TokenForge {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final TokenAlgorithm algorithm;
  private final JWK key;
  private final TenantId tenant;

  TokenForge(TokenAlgorithm algorithm, TenantId tenant) throws JOSEException {
    this.algorithm = algorithm;
    this.key = algorithm.generate();
    this.tenant = tenant;
  }

  JWK key() {
    return key;
  }

  TokenAlgorithm algorithm() {
    return algorithm;
  }

  Map<String, Object> header(TokenKind kind) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", algorithm.wireName());
    header.put("typ", kind.headerType());
    header.put("kid", key.getKeyID());
    return header;
  }

  Map<String, Object> claims(TokenSettings settings, TokenKind kind, Instant now) {
    return new TokenClaims(settings)
        .write(
            kind,
            new VerifiedToken(
                UUID.randomUUID(),
                tenant,
                new UserId(UUID.randomUUID()),
                new SessionId(UUID.randomUUID()),
                "user",
                Role.USER.permissions(),
                null,
                null,
                now,
                now.plusSeconds(900),
                KeyMark.of(key.getKeyID()),
                AuthenticationContext.password(now)));
  }

  String sign(Map<String, Object> header, Map<String, Object> claims) throws JOSEException {
    return sign(JSON.writeValueAsString(header), JSON.writeValueAsString(claims));
  }

  /** Signs two texts, whatever they are. */
  String sign(String header, String payload) throws JOSEException {
    String input = encode(header) + "." + encode(payload);
    return input
        + "."
        + algorithm
            .signer(key)
            .sign(new JWSHeader(algorithm.jws()), input.getBytes(StandardCharsets.US_ASCII));
  }

  static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
