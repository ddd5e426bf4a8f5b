package dev.countersign.server.tenants;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Credential;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operator's key, by which tenants are administered without a person: the header {@code
 * X-Super-Admin-Key}. Where none is set, none is good.
 */
public final class OperatorKey {
  /** The header it comes in. */
  public static final String HEADER = "X-Super-Admin-Key";

  private final @Nullable Secret key;

  OperatorKey(@Nullable Secret key) {
    this.key = key;
  }

  /** The operator, if the key is theirs; compared in constant time. */
  public Optional<Caller> check(Secret shown) {
    return key != null && key.equals(shown)
        ? Optional.of(
            new Caller(
                TenantId.DEFAULT,
                null,
                new Credential.Operator(),
                Permissions.of(Permission.TENANTS_ADMIN),
                List.of()))
        : Optional.empty();
  }
}
