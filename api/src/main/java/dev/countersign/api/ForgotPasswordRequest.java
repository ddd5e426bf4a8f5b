package dev.countersign.api;

/**
 * Asks for a link to a new password: {@code POST /v1/auth/password/forgot}.
 *
 * @param email the address of the account
 */
public record ForgotPasswordRequest(String email) {}
