package dev.countersign.server.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jwk.JWK;
import dev.countersign.server.platform.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/** One key that signs a tenant's tokens. It holds the private part, and shows nothing of it. */
final class SigningKey {
  private final JWSSigner signer;
  private final UUID mark;
  private final Map<TokenKind, JWSHeader> headers = new EnumMap<>(TokenKind.class);

  SigningKey(TokenAlgorithm algorithm, JWK privateKey) {
    try {
      this.signer = algorithm.signer(privateKey);
    } catch (JOSEException unusable) {
      throw new IllegalStateException("a signing key cannot be used", unusable);
    }
    this.mark = KeyMark.of(privateKey.getKeyID());
    for (TokenKind kind : TokenKind.values()) {
      headers.put(
          kind,
          new JWSHeader.Builder(algorithm.jws())
              .type(new JOSEObjectType(kind.headerType()))
              .keyID(privateKey.getKeyID())
              .build());
    }
  }

  UUID mark() {
    return mark;
  }

  /** A token in compact form. */
  String sign(TokenKind kind, byte[] payload) {
    JWSHeader header = headers.get(kind);
    if (header == null) {
      throw new IllegalStateException("no header for " + kind);
    }
    String input =
        header.toBase64URL()
            + "."
            + Base64.getUrlEncoder().withoutPadding().encodeToString(payload);
    try {
      return input + "." + signer.sign(header, input.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException failed) {
      throw new IllegalStateException("a token could not be signed", failed);
    }
  }

  /** A key that only checks, with the tenant whose tokens it may have signed. */
  record Public(TenantId tenant, TokenAlgorithm algorithm, JWK jwk) {
    UUID mark() {
      return KeyMark.of(keyId());
    }

    String keyId() {
      return jwk.getKeyID();
    }

    boolean verifies(CompactToken token) {
      try {
        return algorithm
            .verifier(jwk)
            .verify(
                new JWSHeader(algorithm.jws()),
                token.signingInput().getBytes(StandardCharsets.US_ASCII),
                token.signature());
      } catch (JOSEException notVerifiable) {
        return false;
      }
    }
  }
}
