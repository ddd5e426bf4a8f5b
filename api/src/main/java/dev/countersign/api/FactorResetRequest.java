package dev.countersign.api;

/**
 * Takes all of somebody's second factors away: {@code POST /v1/admin/users/{id}/mfa/reset}.
 *
 * @param reason why, for the record
 */
public record FactorResetRequest(String reason) {}
