package dev.countersign.server.payments;

import dev.countersign.server.ledger.Assets;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.tenants.TenantCreated;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A new tenant begins with the assets of the first one. */
@Component
class FirstAssets {
  private final Assets assets;

  FirstAssets(Assets assets) {
    this.assets = assets;
  }

  @EventListener
  void on(TenantCreated created) {
    assets.add(created.tenant(), assets.all(TenantId.DEFAULT));
  }
}
