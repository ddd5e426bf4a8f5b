package dev.countersign.server.tokens;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countersign.server.tokens.TokenCheck.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Checks tokens, in the order of RFC 8725: shape, header, kind, key, algorithm, signature, claims,
 * times.
 *
 * <p>A signature takes a hundred times longer to check than everything else a request needs, so
 * what an access token said is remembered by the token's SHA-256 until it expires. Times are
 * checked on every call; so is what was revoked, the key itself included, by the caller.
 */
final class TokenVerifier {
  /** How far clocks may differ. */
  static final Duration SKEW = Duration.ofSeconds(30);

  private static final int REMEMBERED_MAX = 50_000;

  private final PublicKeys keys;
  private final TokenClaims claims;
  private final InstantSource clock;
  private final Cache<Digest, TokenCheck> verified;

  TokenVerifier(PublicKeys keys, TokenClaims claims, InstantSource clock) {
    this.keys = keys;
    this.claims = claims;
    this.clock = clock;
    this.verified =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(TokenPolicy.ACCESS_LIFE_MAX.plus(SKEW))
            .build();
  }

  /** What is remembered of a token instead of the token. */
  private record Digest(long first, long second, long third, long fourth) {
    static Digest of(String text) {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        ByteBuffer words = ByteBuffer.wrap(hash);
        return new Digest(words.getLong(), words.getLong(), words.getLong(), words.getLong());
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every JDK has SHA-256", impossible);
      }
    }
  }

  TokenCheck check(TokenKind kind, String text) {
    if (text.length() > CompactToken.CHARACTERS_MAX) {
      return new TokenCheck.Refused(Reason.MALFORMED);
    }
    if (kind != TokenKind.ACCESS) {
      return verify(kind, text);
    }
    Digest digest = Digest.of(text);
    TokenCheck known = verified.getIfPresent(digest);
    if (known != null) {
      return timed(known);
    }
    TokenCheck check = verify(kind, text);
    if (!(check instanceof TokenCheck.Refused)) {
      verified.put(digest, check);
    }
    return check;
  }

  private TokenCheck verify(TokenKind kind, String text) {
    return switch (CompactToken.read(text)) {
      case CompactToken.Reading.Unreadable(Reason reason) -> new TokenCheck.Refused(reason);
      case CompactToken.Reading.Read(CompactToken token) -> verify(kind, token);
    };
  }

  private TokenCheck verify(TokenKind kind, CompactToken token) {
    if (!token.type().equals(kind.headerType())) {
      return new TokenCheck.Refused(Reason.WRONG_KIND);
    }
    Optional<SigningKey.Public> key = keys.find(token.keyId());
    if (key.isEmpty()) {
      return new TokenCheck.Refused(Reason.UNKNOWN_KEY);
    }
    if (!token.algorithm().equals(key.get().algorithm().wireName())) {
      return new TokenCheck.Refused(Reason.WRONG_ALGORITHM);
    }
    if (!key.get().verifies(token)) {
      return new TokenCheck.Refused(Reason.BAD_SIGNATURE);
    }
    return read(kind, token, key.get())
        .map(this::timed)
        .orElseGet(() -> new TokenCheck.Refused(Reason.BAD_CLAIMS));
  }

  // A tenant's key speaks for that tenant only.
  private Optional<TokenCheck> read(TokenKind kind, CompactToken token, SigningKey.Public key) {
    return kind == TokenKind.ACCESS && token.payload().has(ClientTokenClaims.CLIENT)
        ? claims
            .ofClients()
            .read(token.payload(), key.mark())
            .filter(read -> read.tenant().equals(key.tenant()))
            .map(TokenCheck.ValidClient::new)
        : claims
            .read(kind, token.payload(), key.mark())
            .filter(read -> read.tenant().equals(key.tenant()))
            .map(TokenCheck.Valid::new);
  }

  private TokenCheck timed(TokenCheck check) {
    return switch (check) {
      case TokenCheck.Valid(VerifiedToken token) ->
          timed(check, token.notBefore(), token.expiresAt());
      case TokenCheck.ValidClient(VerifiedClientToken token) ->
          timed(check, token.notBefore(), token.expiresAt());
      case TokenCheck.Refused _ -> check;
    };
  }

  private TokenCheck timed(TokenCheck check, Instant notBefore, Instant expiresAt) {
    Instant now = clock.instant();
    if (notBefore.minus(SKEW).isAfter(now)) {
      return new TokenCheck.Refused(Reason.NOT_YET_VALID);
    }
    if (!expiresAt.plus(SKEW).isAfter(now)) {
      return new TokenCheck.Refused(Reason.EXPIRED);
    }
    return check;
  }
}
