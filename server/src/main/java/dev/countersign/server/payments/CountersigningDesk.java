package dev.countersign.server.payments;

import dev.countersign.api.CountersigningSettings;
import dev.countersign.api.SigningThreshold;
import dev.countersign.server.access.Caller;
import dev.countersign.server.countersigning.Signers;
import dev.countersign.server.countersigning.SigningPolicies;
import dev.countersign.server.countersigning.SigningPolicy;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.platform.web.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says which payments of a tenant are countersigned, over the API and elsewhere. What is at fault
 * is told as the API tells it. Thread-safe.
 */
@Component
public final class CountersigningDesk {
  private static final int THRESHOLDS_MAX = 100;
  private static final int MINUTES_MAX = 43_200;
  private static final int MINUTES_USUAL = 1_440;
  private static final int DAYS_MAX = 365;
  private static final int DAYS_USUAL = 30;
  private static final int SIGNERS_MAX = 10;

  private final SigningPolicies policies;
  private final Orders orders;

  CountersigningDesk(SigningPolicies policies, Orders orders) {
    this.policies = policies;
    this.orders = orders;
  }

  /** What holds in a tenant. */
  public CountersigningSettings of(TenantId tenant) {
    return view(tenant, policies.of(tenant));
  }

  /** Has something else hold, for what is posted from then on. */
  public CountersigningSettings set(Caller caller, CountersigningSettings request) {
    SigningPolicy policy = read(caller.tenant(), request);
    policies.set(caller, policy);
    return view(caller.tenant(), policy);
  }

  private SigningPolicy read(TenantId tenant, CountersigningSettings request) {
    Fields fields = new Fields();
    if (request.thresholds().size() > THRESHOLDS_MAX) {
      fields.fault("thresholds", "too_many", "Give at most " + THRESHOLDS_MAX + " thresholds.");
    }
    int minutes =
        within(fields, "expires_after", request.expiresAfter(), MINUTES_USUAL, 1, MINUTES_MAX);
    int days = within(fields, "apart_days", request.apartDays(), DAYS_USUAL, 0, DAYS_MAX);
    Signers signers =
        request.signers() == null
            ? Signers.EITHER
            : fields
                .parsed(
                    "signers",
                    request.signers(),
                    SIGNERS_MAX,
                    Signers::find,
                    "Give factor, person or either.")
                .orElse(Signers.EITHER);
    fields.verify();
    Map<String, Long> thresholds = new TreeMap<>();
    for (int at = 0; at < request.thresholds().size(); at++) {
      threshold(tenant, request.thresholds().get(at), at, thresholds);
    }
    return new SigningPolicy(
        true,
        thresholds,
        Boolean.TRUE.equals(request.newPayees()),
        signers,
        Duration.ofMinutes(minutes),
        Duration.ofDays(days));
  }

  private void threshold(
      TenantId tenant, @Nullable SigningThreshold given, int at, Map<String, Long> thresholds) {
    Fields fields = Fields.ofItem("thresholds", at);
    String currency =
        fields.text("currency", given == null ? null : given.currency(), Orders.CURRENCY_MAX);
    String amount = fields.text("amount", given == null ? null : given.amount(), Orders.AMOUNT_MAX);
    if (thresholds.containsKey(currency)) {
      fields.fault("currency", "repeated", "Give one threshold for each currency.");
    }
    fields.verify();
    Asset asset = orders.asset(tenant, currency);
    thresholds.put(currency, Amounts.notNegative("thresholds[" + at + "].amount", amount, asset));
  }

  private CountersigningSettings view(TenantId tenant, SigningPolicy policy) {
    List<SigningThreshold> thresholds =
        policy.thresholds().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry ->
                new SigningThreshold(
                    entry.getKey(),
                    new Money(entry.getValue(), orders.asset(tenant, entry.getKey())).text()))
            .toList();
    return new CountersigningSettings(
        thresholds,
        policy.newPayees(),
        policy.signers().wireName(),
        Math.toIntExact(policy.life().toMinutes()),
        Math.toIntExact(policy.apart().toDays()));
  }

  private static int within(
      Fields fields, String field, @Nullable Integer value, int usual, int min, int max) {
    int read = value == null ? usual : value;
    if (read < min || read > max) {
      fields.fault(field, "out_of_range", "Give a whole number from " + min + " to " + max + ".");
    }
    return read;
  }
}
