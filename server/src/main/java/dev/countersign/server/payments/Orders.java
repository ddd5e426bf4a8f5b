package dev.countersign.server.payments;

import dev.countersign.api.DepositRequest;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.Problem.FieldError;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.ledger.Entry;
import dev.countersign.server.ledger.FirstAnswers;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.request.RequestContext;
import dev.countersign.server.platform.web.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads requests as movements for the ledger, or refuses them by field. */
@Component
class Orders {
  static final int RECIPIENT_MAX = 254;
  static final int AMOUNT_MAX = 64;
  static final int CURRENCY_MAX = 12;

  private static final String UNKNOWN = "Name an asset that this tenant has.";

  private final Assets assets;
  private final Recipients recipients;
  private final PaymentPolicies policies;
  private final FirstAnswers first;

  Orders(Assets assets, Recipients recipients, PaymentPolicies policies, FirstAnswers first) {
    this.assets = assets;
    this.recipients = recipients;
    this.policies = policies;
    this.first = first;
  }

  /** An administrator moves money between a recipient and the outside. */
  Transfer fromOrToOutside(Caller caller, Transfer.Type type, DepositRequest request) {
    Fields fields = new Fields();
    String recipient = fields.text("recipient", request.recipient(), RECIPIENT_MAX);
    String amountText = fields.text("amount", request.amount(), AMOUNT_MAX);
    String currency = fields.text("currency", request.currency(), CURRENCY_MAX);
    String reference = fields.text("reference", request.reference(), IdempotencyKey.LENGTH_MAX);
    Map<String, String> metadata = Metadata.read(fields, request.metadata());
    EffectiveTimes.verify(fields, "effective_at", request.effectiveAt());
    fields.verify();
    Asset asset = asset(caller.tenant(), currency);
    long minor = Amounts.positive("amount", amountText, asset);
    long signed = type == Transfer.Type.DEPOSIT ? minor : -minor;
    RequestHash hash =
        hash(
            type.wireName(),
            recipient,
            currency,
            minor,
            String.valueOf(request.effectiveAt()),
            metadata,
            List.of());
    IdempotencyKey key = IdempotencyKey.ofTenant(caller.tenant(), reference, hash);
    if (type == Transfer.Type.DEPOSIT) {
      requireAllowed(caller.tenant(), key, asset);
    }
    return new Transfer(
        caller.tenant(),
        type,
        currency,
        List.of(
            new Entry(new AccountRef.World(), -signed),
            new Entry(recipient(caller.tenant(), "recipient", recipient), signed)),
        key,
        authority(caller),
        request.effectiveAt(),
        metadata,
        requestId());
  }

  Asset asset(TenantId tenant, String code) {
    return asset(tenant, "currency", code);
  }

  Asset asset(TenantId tenant, String field, String code) {
    return assets
        .find(tenant, code)
        .orElseThrow(() -> atFault(field, ErrorCode.UNKNOWN_ASSET, UNKNOWN));
  }

  /**
   * Refuses what is at fault with the fields, and with them an unknown asset; that alone is refused
   * by a code of its own.
   */
  Asset verified(Fields fields, TenantId tenant, String code) {
    if (!fields.faults().isEmpty() && !code.isEmpty() && assets.find(tenant, code).isEmpty()) {
      fields.fault("currency", ErrorCode.UNKNOWN_ASSET.wireName(), UNKNOWN);
    }
    fields.verify();
    return asset(tenant, code);
  }

  /** What a tenant has and takes, by code. */
  List<String> taken(TenantId tenant) {
    PaymentPolicy policy = policies.of(tenant);
    return assets.all(tenant).stream().map(Asset::code).filter(policy::allows).toList();
  }

  /** Refuses what a tenant does not take any more, unless it was answered before. */
  void requireAllowed(TenantId tenant, IdempotencyKey key, Asset asset) {
    if (!policies.of(tenant).allows(asset.code()) && first.find(tenant, key).isEmpty()) {
      throw atFault("currency", ErrorCode.ASSET_NOT_ALLOWED, "Name one that may be paid here.");
    }
  }

  static Transfer.Authority authority(Caller caller) {
    return new Transfer.Authority(caller.user(), caller.credential(), caller.shown());
  }

  static @Nullable String requestId() {
    return RequestContext.current().map(RequestContext::requestId).orElse(null);
  }

  static ProblemException atFault(String field, ErrorCode code, String detail) {
    return new ProblemException(
        code, detail, List.of(new FieldError(field, code.wireName(), detail)), Map.of());
  }

  AccountRef recipient(TenantId tenant, String field, String recipient) {
    return recipients
        .find(tenant, recipient)
        .orElseThrow(() ->
            atFault(
                field, ErrorCode.UNKNOWN_RECIPIENT, "Nobody here has this address, name or id."));
  }

  /** The caller's name for an intent. */
  static String key(Fields fields, @Nullable String idempotencyKey) {
    if (idempotencyKey == null || idempotencyKey.isBlank()) {
      throw new ProblemException(
          ErrorCode.IDEMPOTENCY_KEY_REQUIRED,
          "Send an Idempotency-Key header: a name of your own for this intent, the same on a retry.");
    }
    return fields.text("Idempotency-Key", idempotencyKey, IdempotencyKey.LENGTH_MAX);
  }

  /**
   * The hash of a movement's parsed fields.
   *
   * @param more what it has beyond these
   */
  static RequestHash hash(
      String kind,
      String recipient,
      String currency,
      long minor,
      String effectiveAt,
      Map<String, String> metadata,
      List<String> more) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                kind,
                recipient.toLowerCase(Locale.ROOT),
                currency,
                Long.toString(minor),
                effectiveAt));
    new TreeMap<>(metadata)
        .forEach((name, value) -> {
          fields.add(name);
          fields.add(value);
        });
    fields.addAll(more);
    return RequestHash.of(fields.toArray(String[]::new));
  }
}
