package dev.countersign.server.users;

import dev.countersign.server.access.Role;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody who can sign in. */
public record User(
    UserId id,
    TenantId tenant,
    @Nullable String username,
    @Nullable String email,
    Role role,
    Status status,
    Instant createdAt) {

  /** Whether the person may act. */
  public enum Status {
    ACTIVE,
    DISABLED
  }
}
