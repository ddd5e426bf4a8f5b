package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.UUID;

/**
 * What makes a repeat recognisable.
 *
 * @param scope whose keys these are: the payer, or the tenant for an administrator's references
 * @param key 1 to 255 characters, none of them NUL
 * @param requestHash SHA-256 of the parsed request, so that {@code 50.0} is {@code 50.00}
 */
public record IdempotencyKey(UUID scope, String key, RequestHash requestHash) {
  public static final int LENGTH_MAX = 255;

  public IdempotencyKey {
    if (key.isEmpty() || key.length() > LENGTH_MAX || key.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a key has 1 to 255 characters, none of them NUL");
    }
  }

  /** A key of a payer's own. */
  public static IdempotencyKey ofPayer(UserId payer, String key, RequestHash requestHash) {
    return new IdempotencyKey(payer.value(), key, requestHash);
  }

  /** An administrator's reference, unique in the tenant. */
  public static IdempotencyKey ofTenant(TenantId tenant, String reference, RequestHash hash) {
    return new IdempotencyKey(tenant.value(), reference, hash);
  }
}
