package dev.countersign.server.payments;

import dev.countersign.api.PaymentSettings;
import dev.countersign.api.RateRounding;
import dev.countersign.api.StatedRate;
import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.ledger.Conversion;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantDocument;
import dev.countersign.server.platform.store.TenantDocuments;
import dev.countersign.server.platform.web.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How payments are made in each tenant. A change holds at once on this node and within a second on
 * others. Thread-safe.
 */
@Component
class PaymentPolicies {
  private static final int CURRENCIES_MAX = 500;

  private final TenantDocument<PaymentSettings, PaymentPolicy> document;
  private final Assets assets;
  private final AuditTrail audit;

  PaymentPolicies(TenantDocuments documents, Assets assets, AuditTrail audit) {
    this.document =
        documents.of(
            "payment_settings",
            PaymentSettings.class,
            settings -> Fields.ofStored("a tenant's payments", fields -> policy(fields, settings)),
            () -> PaymentPolicy.USUAL);
    this.assets = assets;
    this.audit = audit;
  }

  /** What holds for a tenant. */
  PaymentPolicy of(TenantId tenant) {
    return document.of(tenant);
  }

  /** Sets how payments are made in the administrator's tenant. */
  PaymentPolicy set(Caller administrator, PaymentSettings settings) {
    TenantId tenant = administrator.tenant();
    Fields fields = new Fields();
    PaymentPolicy policy = policy(fields, settings);
    fields.verify();
    requireKnown(tenant, policy);
    document.put(
        tenant,
        settings(policy),
        policy,
        () ->
            audit.record(
                Happening.about(tenant, AuditEventType.PAYMENT_SETTINGS_CHANGED, null)
                    .by(administrator)
                    .with(
                        Map.of(
                            "allowed",
                            policy.allowed() == null
                                ? "all"
                                : policy.allowed().stream().sorted().toList(),
                            "rates",
                            policy.rates().size()))));
    return policy;
  }

  static PaymentSettings settings(PaymentPolicy policy) {
    Set<String> allowed = policy.allowed();
    return new PaymentSettings(
        allowed == null ? null : allowed.stream().sorted().toList(), rates(policy));
  }

  static List<StatedRate> rates(PaymentPolicy policy) {
    return policy.rates().stream()
        .map(rate ->
            new StatedRate(
                rate.asset(),
                rate.target(),
                rate.rate().toPlainString(),
                rate.source(),
                RateRounding.valueOf(rate.rounding().name())))
        .toList();
  }

  private void requireKnown(TenantId tenant, PaymentPolicy policy) {
    Fields fields = new Fields();
    Set<String> named = new HashSet<>();
    if (policy.allowed() != null) {
      named.addAll(policy.allowed());
    }
    policy.rates().forEach(rate -> named.addAll(List.of(rate.asset(), rate.target())));
    named.stream()
        .sorted()
        .filter(code -> assets.find(tenant, code).isEmpty())
        .forEach(code -> fields.fault("currency", "unknown_asset", "There is no " + code + "."));
    fields.verify();
  }

  private static PaymentPolicy policy(Fields fields, PaymentSettings settings) {
    return new PaymentPolicy(
        allowed(fields, settings.allowedCurrencies()), rates(fields, settings.rates()));
  }

  private static @Nullable Set<String> allowed(
      Fields fields, @Nullable List<? extends @Nullable String> given) {
    if (given == null) {
      return null;
    }
    if (given.size() > CURRENCIES_MAX) {
      fields.fault("allowed_currencies", "size", "Name at most " + CURRENCIES_MAX + ".");
      return Set.of();
    }
    Set<String> allowed = new HashSet<>();
    given.forEach(
        code -> allowed.add(fields.text("allowed_currencies", code, Orders.CURRENCY_MAX)));
    return allowed;
  }

  private static List<Rate> rates(Fields fields, List<? extends @Nullable StatedRate> given) {
    if (given.size() > PaymentSettings.RATES_MAX) {
      fields.fault("rates", "size", "State at most " + PaymentSettings.RATES_MAX + ".");
      return List.of();
    }
    List<Rate> rates = new ArrayList<>();
    Set<List<String>> pairs = new HashSet<>();
    for (int index = 0; index < given.size(); index++) {
      Fields item = Fields.ofItem("rates", index);
      StatedRate stated = given.get(index);
      if (stated == null) {
        item.fault("currency", "required", "Leave out what is null.");
      } else {
        Rate rate = rate(item, stated);
        if (rate.asset().equals(rate.target())) {
          item.fault("target_currency", "same_asset", "Name two assets.");
        } else if (!pairs.add(List.of(rate.asset(), rate.target()))) {
          item.fault("target_currency", "repeated", "State each rate once.");
        }
        rates.add(rate);
      }
      fields.include(item);
    }
    return rates;
  }

  private static Rate rate(Fields fields, StatedRate stated) {
    return new Rate(
        fields.text("currency", stated.currency(), Orders.CURRENCY_MAX),
        fields.text("target_currency", stated.targetCurrency(), Orders.CURRENCY_MAX),
        Rate.read(fields, "rate", stated.rate()),
        fields.text("source", stated.source(), Conversion.SOURCE_MAX),
        stated.rounding() == null
            ? Conversion.Rounding.HALF_EVEN
            : Conversion.Rounding.valueOf(stated.rounding().name()));
  }
}
