package dev.countersign.server.tokens;

import dev.countersign.server.access.Access;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.Permissions;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Issues and checks tokens. It answers for what tokens say, not for whether they were revoked.
 * Thread-safe.
 */
public final class Tokens {
  /** What can be done with a token by which somebody sees what another person sees. */
  public static final Permissions IMPERSONATED = Permissions.of(Permission.READ);

  private static final JsonMapper JSON = JsonMapper.shared();

  private final TokenPolicies policies;
  private final SigningKeys keys;
  private final KeyRing ring;
  private final TokenVerifier verifier;
  private final TokenClaims claims;
  private final JdbcRefreshTokens refreshTokens;
  private final RefreshFamilies families;
  private final InstantSource clock;
  private final IdGenerator ids;

  Tokens(
      TokenPolicies policies,
      SigningKeys keys,
      KeyRing ring,
      TokenVerifier verifier,
      TokenClaims claims,
      JdbcRefreshTokens refreshTokens,
      RefreshFamilies families,
      InstantSource clock,
      IdGenerator ids) {
    this.policies = policies;
    this.keys = keys;
    this.ring = ring;
    this.verifier = verifier;
    this.claims = claims;
    this.refreshTokens = refreshTokens;
    this.families = families;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Whom tokens are for.
   *
   * @param sessionEnds when the session ends by itself; no token outlives it
   * @param authentication how sure it is that it is them
   * @param algorithm how they are signed; the tenant's choice where there is none
   */
  public record Grant(
      TenantId tenant,
      UserId user,
      SessionId session,
      Access access,
      Instant sessionEnds,
      AuthenticationContext authentication,
      @Nullable TokenAlgorithm algorithm) {}

  /** How a tenant's tokens are made. */
  public TokenPolicy policy(TenantId tenant) {
    return policies.of(tenant);
  }

  /**
   * Makes a pair of tokens, in the caller's transaction, after the session's row. The refresh token
   * is good for one exchange.
   */
  public IssuedTokens issue(Grant grant) {
    return pair(grant).tokens();
  }

  /** An access token alone, as it was made. */
  public record IssuedAccessToken(Secret access, Duration expiresIn) {}

  /**
   * Makes one more access token for a session, in the caller's transaction: what it tells has
   * changed. The session's refresh token stays as it is.
   */
  public IssuedAccessToken issueAccess(Grant grant) {
    TokenPolicy policy = policies.of(grant.tenant());
    SigningKey key =
        keys.active(
            grant.tenant(), grant.algorithm() == null ? policy.algorithm() : grant.algorithm());
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant ends = earlier(now.plus(policy.accessLife()), grant.sessionEnds());
    return new IssuedAccessToken(
        sign(key, TokenKind.ACCESS, grant, ids.next(), now, ends), Duration.between(now, ends));
  }

  /**
   * Makes an access token by which somebody sees what another person sees, and no more than that:
   * it reads only. It ends with the session of whoever it is for.
   *
   * @param grant the person who is seen, and the session of whoever sees
   */
  public Secret impersonate(Grant grant, UserId actor, Duration life) {
    TokenAlgorithm algorithm = policies.of(grant.tenant()).algorithm();
    SigningKey key = keys.active(grant.tenant(), algorithm);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return sign(
        key,
        TokenKind.ACCESS,
        new VerifiedToken(
            ids.next(),
            grant.tenant(),
            grant.user(),
            grant.session(),
            grant.access().mainRole(),
            grant.access().at(now).within(IMPERSONATED),
            grant.access().mark(),
            actor,
            now,
            earlier(now.plus(life), grant.sessionEnds()),
            key.mark(),
            grant.authentication()));
  }

  /**
   * Exchanges a refresh token for a new pair, in the caller's transaction, which holds the
   * session's row alone.
   *
   * @param device whatever tells the caller's device from others
   */
  public Renewal renew(VerifiedToken refresh, String device, Grant grant) {
    return families.renew(
        refresh, device, policies.of(grant.tenant()).refreshGrace(), () -> pair(grant));
  }

  /** A client's own token, as it was made. */
  public record IssuedClientToken(UUID id, Secret access, Duration expiresIn) {}

  /**
   * Makes a token for a client itself. Nothing is written: it is short-lived, ends with its client,
   * and can be revoked by whoever holds it.
   */
  public IssuedClientToken issue(ClientGrant grant) {
    TokenAlgorithm algorithm =
        grant.algorithm() == null ? policies.of(grant.tenant()).algorithm() : grant.algorithm();
    SigningKey key = keys.active(grant.tenant(), algorithm);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    VerifiedClientToken token =
        new VerifiedClientToken(
            ids.next(),
            grant.tenant(),
            grant.client(),
            grant.permissions(),
            now,
            now.plus(grant.life()),
            key.mark());
    byte[] payload = JSON.writeValueAsBytes(claims.ofClients().write(token));
    return new IssuedClientToken(
        token.tokenId(), Secret.of(key.sign(TokenKind.ACCESS, payload)), grant.life());
  }

  /**
   * Makes a token that says what a payee may draw. Whether they still may is not in it, and it
   * outlives the keys that signed it: who keeps mandates keeps their hashes.
   */
  public Secret mandate(MandateGrant grant) {
    SigningKey key = keys.active(grant.tenant(), policies.of(grant.tenant()).algorithm());
    return Secret.of(
        key.sign(TokenKind.MANDATE, JSON.writeValueAsBytes(claims.ofMandates().write(grant))));
  }

  /** Checks a token's shape, kind, key, signature, claims and times. Not inside a transaction. */
  public TokenCheck check(TokenKind kind, Secret token) {
    return verifier.check(kind, token.reveal());
  }

  /** Whether a refresh token can still be exchanged, in the caller's transaction. */
  public boolean isUnused(VerifiedToken refresh) {
    return refreshTokens.isUnused(refresh.tokenId(), refresh.session());
  }

  /** An access token that was issued, by its id, in the caller's transaction. */
  public Optional<IssuedAccess> findAccess(UUID tokenId) {
    return refreshTokens
        .findAccess(tokenId)
        .map(found -> new IssuedAccess(found.session(), found.expiresAt()));
  }

  /** What is kept of an access token. */
  public record IssuedAccess(SessionId session, Instant expiresAt) {}

  /**
   * Revokes every signing key of a tenant: nothing that was issued is good from the commit on. New
   * keys sign from there.
   */
  public int revokeKeys(TenantId tenant, String reason) {
    return ring.revokeAll(tenant, reason);
  }

  /** The tenants that have ever issued a token that may be good. */
  public Set<TenantId> tenantsWithKeys() {
    return ring.all().stream().map(StoredKey::tenant).collect(Collectors.toSet());
  }

  private RefreshFamilies.Successor pair(Grant grant) {
    TokenPolicy policy = policies.of(grant.tenant());
    TokenAlgorithm algorithm = grant.algorithm() == null ? policy.algorithm() : grant.algorithm();
    SigningKey key = keys.active(grant.tenant(), algorithm);
    // Claims tell whole seconds.
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant accessEnds = earlier(now.plus(policy.accessLife()), grant.sessionEnds());
    Instant refreshEnds = earlier(now.plus(policy.refreshIdle()), grant.sessionEnds());
    JdbcRefreshTokens.Pair pair =
        new JdbcRefreshTokens.Pair(
            ids.next(),
            ids.next(),
            grant.tenant(),
            grant.session(),
            StoredTime.now(clock),
            refreshEnds,
            accessEnds);
    refreshTokens.insert(pair);
    IssuedTokens tokens =
        new IssuedTokens(
            sign(key, TokenKind.ACCESS, grant, pair.access(), now, accessEnds),
            sign(key, TokenKind.REFRESH, grant, pair.refresh(), now, refreshEnds),
            Duration.between(now, accessEnds));
    return new RefreshFamilies.Successor(tokens, accessEnds);
  }

  private Secret sign(
      SigningKey key, TokenKind kind, Grant grant, UUID id, Instant from, Instant until) {
    return sign(
        key,
        kind,
        new VerifiedToken(
            id,
            grant.tenant(),
            grant.user(),
            grant.session(),
            grant.access().mainRole(),
            grant.access().at(from),
            grant.access().mark(),
            null,
            from,
            until,
            key.mark(),
            kind == TokenKind.ACCESS ? grant.authentication() : null));
  }

  private Secret sign(SigningKey key, TokenKind kind, VerifiedToken token) {
    return Secret.of(key.sign(kind, JSON.writeValueAsBytes(claims.write(kind, token))));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other.truncatedTo(ChronoUnit.SECONDS);
  }
}
