package dev.countersign.server.clients;

import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.tokens.TokenAlgorithm;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A program that a tenant has registered: a confidential client (RFC 6749 §2.1).
 *
 * @param algorithm how tokens made for it are signed; the tenant's choice where there is none
 * @param mayIntrospect whether it may ask what tokens say
 * @param mayRevoke whether it may revoke tokens it holds
 * @param own the tokens it may have for itself
 */
public record Client(
    ClientId id,
    TenantId tenant,
    String name,
    @Nullable TokenAlgorithm algorithm,
    boolean mayIntrospect,
    boolean mayRevoke,
    OwnTokens own,
    Instant createdAt) {

  /**
   * What the client may have tokens of its own for.
   *
   * @param scopes what those may do; nothing where it may have none
   * @param life how long they last
   * @param keys its public keys as a JWK set, where it may prove itself by signing
   */
  public record OwnTokens(Permissions scopes, Duration life, @Nullable String keys) {
    /** No token lasts longer. */
    public static final Duration LIFE_MAX = Duration.ofMinutes(15);

    static final Duration LIFE_MIN = Duration.ofMinutes(1);

    /** None. */
    public static final OwnTokens NONE = new OwnTokens(Permissions.NONE, LIFE_MAX, null);
  }
}
