package dev.countersign.server.tenants;

import dev.countersign.server.platform.id.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * There is another tenant. Published in the transaction of its creation.
 *
 * @param administrator the address of whoever shall administer it, where one was named
 */
public record TenantCreated(TenantId tenant, @Nullable String administrator) {
  // Logs get nothing personal.
  @Override
  public String toString() {
    return "TenantCreated[" + tenant + "]";
  }
}
