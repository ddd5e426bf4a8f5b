package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program to register.
 *
 * @param name for people to tell it by
 * @param algorithm how tokens made for it are signed; the tenant's choice where it is left out
 * @param mayIntrospect whether it may ask what tokens say; no where it is left out
 * @param mayRevoke whether it may revoke tokens it holds; no where it is left out
 * @param scopes what tokens of its own may do ({@code grant_type=client_credentials}), none of it
 *     more than its maker; nothing where it is left out
 * @param tokenLife how long those last, 60 to 900 seconds; 900 where it is left out
 * @param jwks its public keys as a JWK set (RFC 7517) in text, for {@code private_key_jwt}; none
 *     where it is left out
 */
public record ClientRequest(
    String name,
    @Nullable String algorithm,
    @JsonProperty("may_introspect") @Nullable Boolean mayIntrospect,
    @JsonProperty("may_revoke") @Nullable Boolean mayRevoke,
    @Nullable List<String> scopes,
    @JsonProperty("token_life") @Nullable Integer tokenLife,
    @Nullable String jwks) {
  public ClientRequest {
    scopes = scopes == null ? null : Copies.of(scopes);
  }
}
