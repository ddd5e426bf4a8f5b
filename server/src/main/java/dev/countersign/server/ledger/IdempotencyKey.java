package dev.countersign.server.ledger;

import java.util.UUID;

/**
 * What makes a repeat recognisable.
 *
 * @param scope whose keys these are: the payer, or the tenant for an administrator's references
 * @param key 1 to 255 characters
 * @param requestHash SHA-256 of the parsed request, so that {@code 50.0} is {@code 50.00}
 */
public record IdempotencyKey(UUID scope, String key, RequestHash requestHash) {}
