package dev.countersign.server.tenants;

import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.request.RequestTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whether somebody who is known may call: their tenant is active, and the one that was named. */
public final class TenantGate {
  private final TenantDirectory directory;

  TenantGate(TenantDirectory directory) {
    this.directory = directory;
  }

  /**
   * The caller, showing what a posting asks about their tenant too; empty where they may not. Not
   * to be called inside a transaction.
   */
  public Optional<Caller> admit(Caller caller) {
    return active(caller.tenant())
        .map(tenant -> {
          List<UUID> shown = new ArrayList<>(caller.shown());
          shown.add(tenant.lifeMark());
          return new Caller(
              caller.tenant(), caller.user(), caller.credential(), caller.permissions(), shown);
        });
  }

  /** Whether a tenant is active, and the one that the request named where it named any. */
  public boolean admits(TenantId tenant) {
    return active(tenant).isPresent();
  }

  private Optional<Tenant> active(TenantId id) {
    return RequestTenant.named().filter(named -> !named.equals(id)).isPresent()
        ? Optional.empty()
        : directory.find(id).filter(Tenant::isActive);
  }
}
