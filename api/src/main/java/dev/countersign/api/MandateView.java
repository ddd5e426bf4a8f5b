package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mandate: who may draw on whose account, how much and how often.
 *
 * @param id its id {@code mnd_…}
 * @param payer whose account it is, {@code usr_…}
 * @param payee who may draw, {@code usr_…}
 * @param currency the asset's code
 * @param ceiling how much in all
 * @param uses in how many payments at most
 * @param drawn how much was drawn
 * @param draws in how many payments
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MandateView(
    String id,
    String payer,
    String payee,
    String currency,
    String ceiling,
    long uses,
    String drawn,
    long draws,
    MandateStatus status,
    @JsonProperty("created_at") Instant createdAt,
    @JsonProperty("expires_at") Instant expiresAt,
    @JsonProperty("revoked_at") @Nullable Instant revokedAt) {}
