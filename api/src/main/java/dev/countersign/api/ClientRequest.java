package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A program to register.
 *
 * @param name for people to tell it by
 * @param algorithm how tokens made for it are signed; the tenant's choice where it is left out
 * @param mayIntrospect whether it may ask what tokens say; no where it is left out
 * @param mayRevoke whether it may revoke tokens it holds; no where it is left out
 */
public record ClientRequest(
    String name,
    @Nullable String algorithm,
    @JsonProperty("may_introspect") @Nullable Boolean mayIntrospect,
    @JsonProperty("may_revoke") @Nullable Boolean mayRevoke) {}
