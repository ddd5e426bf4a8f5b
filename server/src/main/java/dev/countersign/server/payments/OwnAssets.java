package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.web.Fields;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds assets to a tenant's. */
@Component
class OwnAssets {
  private static final int SCALE_MAX = 9;

  private final Assets assets;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  OwnAssets(Assets assets, TenantTransactions transactions, AuditTrail audit) {
    this.assets = assets;
    this.transactions = transactions;
    this.audit = audit;
  }

  /** The scale that an asset is to have: an ISO 4217 currency has the standard's. */
  static int scale(Fields fields, String code, @Nullable Integer given) {
    Optional<Integer> standard =
        Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getCurrencyCode().equals(code))
            .map(Currency::getDefaultFractionDigits)
            .filter(digits -> digits >= 0)
            .findFirst();
    if (given == null && standard.isEmpty()) {
      fields.fault("scale", "required", "Say how many digits one unit has.");
      return 0;
    }
    int scale = given == null ? standard.orElseThrow() : given;
    if (scale < 0 || scale > SCALE_MAX) {
      fields.fault("scale", "out_of_range", "Give 0 to " + SCALE_MAX + ".");
      return 0;
    }
    if (standard.isPresent() && standard.orElseThrow() != scale) {
      fields.fault("scale", "iso_4217", "ISO 4217 gives it " + standard.orElseThrow() + ".");
    }
    return scale;
  }

  /** Adds an asset; one that is there already, with the same scale, stays. */
  void add(Caller administrator, Asset asset) {
    TenantId tenant = administrator.tenant();
    transactions.run(tenant, () -> addOrRefuse(administrator, tenant, asset));
  }

  private void addOrRefuse(Caller administrator, TenantId tenant, Asset asset) {
    boolean there = assets.all(tenant).contains(asset);
    if (!there) {
      assets.add(tenant, List.of(asset));
      if (!assets.all(tenant).contains(asset)) {
        throw new ProblemException(ErrorCode.ASSET_EXISTS, "It has another scale.");
      }
      audit.record(
          Happening.about(tenant, AuditEventType.ASSET_ADDED, null)
              .by(administrator)
              .with(Map.of("code", asset.code(), "scale", asset.scale())));
    }
  }
}
