package dev.countersign.server.tokens;

import dev.countersign.server.access.Role;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * Issues and checks tokens. It answers for what tokens say, not for whether their session still
 * lasts. Thread-safe.
 */
public final class Tokens {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final TokenSettings settings;
  private final SigningKeys keys;
  private final TokenVerifier verifier;
  private final TokenClaims claims;
  private final JdbcRefreshTokens refreshTokens;
  private final InstantSource clock;
  private final IdGenerator ids;

  Tokens(
      TokenSettings settings,
      SigningKeys keys,
      TokenVerifier verifier,
      TokenClaims claims,
      JdbcRefreshTokens refreshTokens,
      InstantSource clock,
      IdGenerator ids) {
    this.settings = settings;
    this.keys = keys;
    this.verifier = verifier;
    this.claims = claims;
    this.refreshTokens = refreshTokens;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Whom tokens are for.
   *
   * @param sessionEnds when the session ends by itself; no token outlives it
   */
  public record Grant(
      TenantId tenant, UserId user, SessionId session, Role role, Instant sessionEnds) {}

  /**
   * Makes a pair of tokens, in the caller's transaction, after the session's row. The refresh token
   * is good for one exchange.
   */
  public IssuedTokens issue(Grant grant) {
    // Claims tell whole seconds.
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant accessEnds = earlier(now.plus(settings.accessLife()), grant.sessionEnds());
    Instant refreshEnds = earlier(now.plus(settings.refreshLife()), grant.sessionEnds());
    UUID refreshId = ids.next();
    refreshTokens.insert(
        refreshId, grant.tenant(), grant.session(), StoredTime.now(clock), refreshEnds);
    return new IssuedTokens(
        sign(TokenKind.ACCESS, grant, ids.next(), now, accessEnds),
        sign(TokenKind.REFRESH, grant, refreshId, now, refreshEnds),
        Duration.between(now, accessEnds));
  }

  /** Checks a token's shape, kind, key, signature, claims and times. Not inside a transaction. */
  public TokenCheck check(TokenKind kind, Secret token) {
    return verifier.check(kind, token.reveal());
  }

  /**
   * Spends a refresh token, in the caller's transaction. Of several at once exactly one hears true.
   */
  public boolean spend(VerifiedToken refresh) {
    return refreshTokens.spend(refresh.tokenId(), refresh.session(), StoredTime.now(clock));
  }

  private Secret sign(TokenKind kind, Grant grant, UUID id, Instant from, Instant until) {
    SigningKey key = keys.active(grant.tenant(), settings.algorithm());
    VerifiedToken token =
        new VerifiedToken(
            id,
            grant.tenant(),
            grant.user(),
            grant.session(),
            grant.role(),
            from,
            until,
            key.mark());
    return Secret.of(key.sign(kind, JSON.writeValueAsBytes(claims.write(kind, token))));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other.truncatedTo(ChronoUnit.SECONDS);
  }
}
