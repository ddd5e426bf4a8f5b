package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.money.Asset;
import java.util.List;
import java.util.Optional;

/** The assets of each tenant. They come but never change or go. */
public interface Assets {
  Optional<Asset> find(TenantId tenant, String code);

  /** Gives a tenant assets, in the caller's transaction; those it has stay as they are. */
  void add(TenantId tenant, List<Asset> assets);

  /** All of a tenant's, by code. */
  List<Asset> all(TenantId tenant);
}
