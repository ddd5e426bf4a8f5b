package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One account to open.
 *
 * @param externalReference the administrator's name for it, unique in the tenant, 1 to 255
 *     characters
 * @param currency the asset's code
 * @param overdraftLimit how far below zero its balance may go, a decimal of zero or more; absent
 *     for zero
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountOpening(
    @JsonProperty("external_reference") String externalReference,
    String currency,
    @JsonProperty("overdraft_limit") @Nullable String overdraftLimit) {}
