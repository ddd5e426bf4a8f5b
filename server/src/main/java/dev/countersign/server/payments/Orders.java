package dev.countersign.server.payments;

import dev.countersign.api.DepositRequest;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.Problem.FieldError;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.ledger.Entry;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.mandates.Mandate;
import dev.countersign.server.mandates.Mandates;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.request.RequestContext;
import dev.countersign.server.platform.web.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads requests as movements for the ledger, or refuses them by field. */
@Component
class Orders {
  static final int RECIPIENT_MAX = 254;
  static final int AMOUNT_MAX = 64;
  static final int CURRENCY_MAX = 12;

  private static final int MANDATE_MAX = 4_096;

  private final Assets assets;
  private final Recipients recipients;
  private final Mandates mandates;

  Orders(Assets assets, Recipients recipients, Mandates mandates) {
    this.assets = assets;
    this.recipients = recipients;
    this.mandates = mandates;
  }

  /** A person pays somebody, or draws on a mandate. */
  Transfer payment(Caller caller, @Nullable String idempotencyKey, PaymentRequest request) {
    return request.mandate() == null
        ? paid(caller, idempotencyKey, request)
        : drawn(caller, idempotencyKey, request.mandate(), request);
  }

  // Whether the mandate still stands is for the posting to say, after it has looked for an answer
  // that was given before.
  private Transfer drawn(
      Caller caller, @Nullable String idempotencyKey, String token, PaymentRequest request) {
    Fields fields = new Fields();
    String given = fields.text("mandate", token, MANDATE_MAX);
    if (request.recipient() != null) {
      fields.fault("recipient", "not_allowed", "Leave it out: a mandate pays its payee.");
    }
    String amountText = fields.text("amount", request.amount(), AMOUNT_MAX);
    String currency = fields.text("currency", request.currency(), CURRENCY_MAX);
    Map<String, String> metadata = Metadata.read(fields, request.metadata());
    String key = key(fields, idempotencyKey);
    fields.verify();
    Asset asset = asset(caller.tenant(), currency);
    long minor = Amounts.positive("amount", amountText, asset);
    Mandate mandate =
        mandates
            .ofToken(caller.tenant(), given)
            .filter(found -> found.payee().equals(caller.person()))
            .filter(found -> found.asset().equals(currency))
            .orElseThrow(() ->
                atFault("mandate", ErrorCode.INVALID_MANDATE, ErrorCode.INVALID_MANDATE.hint()));
    RequestHash hash = hash("draw", mandate.id().text(), currency, minor, "", metadata);
    return new Transfer(
        caller.tenant(),
        Transfer.Type.PAYMENT,
        currency,
        List.of(
            new Entry(new AccountRef.OfOwner(mandate.payer()), -minor),
            new Entry(new AccountRef.OfOwner(caller.person()), minor)),
        IdempotencyKey.ofPayer(caller.person(), key, hash),
        authority(caller).by(mandate.id()),
        null,
        metadata,
        requestId());
  }

  private Transfer paid(Caller caller, @Nullable String idempotencyKey, PaymentRequest request) {
    Fields fields = new Fields();
    String recipient = fields.text("recipient", request.recipient(), RECIPIENT_MAX);
    String amountText = fields.text("amount", request.amount(), AMOUNT_MAX);
    String currency = fields.text("currency", request.currency(), CURRENCY_MAX);
    Map<String, String> metadata = Metadata.read(fields, request.metadata());
    String key = key(fields, idempotencyKey);
    fields.verify();
    Asset asset = asset(caller.tenant(), currency);
    long minor = Amounts.positive("amount", amountText, asset);
    RequestHash hash = hash("payment", recipient, currency, minor, "", metadata);
    return new Transfer(
        caller.tenant(),
        Transfer.Type.PAYMENT,
        currency,
        List.of(
            new Entry(new AccountRef.OfOwner(caller.person()), -minor),
            new Entry(recipient(caller.tenant(), recipient), minor)),
        IdempotencyKey.ofPayer(caller.person(), key, hash),
        authority(caller),
        null,
        metadata,
        requestId());
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
            metadata);
    return new Transfer(
        caller.tenant(),
        type,
        currency,
        List.of(
            new Entry(new AccountRef.World(), -signed),
            new Entry(recipient(caller.tenant(), recipient), signed)),
        IdempotencyKey.ofTenant(caller.tenant(), reference, hash),
        authority(caller),
        request.effectiveAt(),
        metadata,
        requestId());
  }

  Asset asset(TenantId tenant, String code) {
    return assets
        .find(tenant, code)
        .orElseThrow(() ->
            atFault("currency", ErrorCode.UNKNOWN_ASSET, "Name an asset that this tenant has."));
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

  private AccountRef recipient(TenantId tenant, String recipient) {
    return recipients
        .find(tenant, recipient)
        .orElseThrow(() ->
            atFault(
                "recipient",
                ErrorCode.UNKNOWN_RECIPIENT,
                "Nobody here has this address, name or id."));
  }

  private static String key(Fields fields, @Nullable String idempotencyKey) {
    if (idempotencyKey == null || idempotencyKey.isBlank()) {
      throw new ProblemException(
          ErrorCode.IDEMPOTENCY_KEY_REQUIRED,
          "Send an Idempotency-Key header: a name of your own for this intent, the same on a retry.");
    }
    return fields.text("Idempotency-Key", idempotencyKey, IdempotencyKey.LENGTH_MAX);
  }

  private static RequestHash hash(
      String kind,
      String recipient,
      String currency,
      long minor,
      String effectiveAt,
      Map<String, String> metadata) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                kind,
                recipient.toLowerCase(Locale.ROOT),
                currency,
                Long.toString(minor),
                effectiveAt));
    metadata.forEach((name, value) -> {
      fields.add(name);
      fields.add(value);
    });
    return RequestHash.of(fields.toArray(String[]::new));
  }
}
