package dev.countersign.api;

/**
 * Invites somebody: {@code POST /v1/admin/invitations}.
 *
 * @param email whom; the invitation works for this address alone
 * @param role what they are to be: {@code user} or {@code administrator}
 */
public record InvitationRequest(String email, String role) {}
