package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.PaymentRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Entry;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.mandates.Mandate;
import dev.countersign.server.mandates.Mandates;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.web.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads requests to draw on mandates as movements for the ledger. */
@Component
class Draws {
  private static final int MANDATE_MAX = 4_096;

  private final Orders orders;
  private final Mandates mandates;

  Draws(Orders orders, Mandates mandates) {
    this.orders = orders;
    this.mandates = mandates;
  }

  // Whether the mandate still stands is for the posting to say, after it has looked for an answer
  // that was given before.
  Transfer draw(Caller caller, @Nullable String idempotencyKey, PaymentRequest request) {
    Fields fields = new Fields();
    String given = fields.text("mandate", request.mandate(), MANDATE_MAX);
    if (request.recipient() != null) {
      fields.fault("recipient", "not_allowed", "Leave it out: a mandate pays its payee.");
    }
    if (!request.isDrawAlone()) {
      fields.fault("mandate", "not_together", "What is drawn is paid at once, to its payee alone.");
    }
    String amountText = fields.text("amount", request.amount(), Orders.AMOUNT_MAX);
    String currency = fields.text("currency", request.currency(), Orders.CURRENCY_MAX);
    Map<String, String> metadata = Metadata.read(fields, request.metadata());
    String key = Orders.key(fields, idempotencyKey);
    fields.verify();
    Asset asset = orders.asset(caller.tenant(), currency);
    long minor = Amounts.positive("amount", amountText, asset);
    Mandate mandate =
        mandates
            .ofToken(caller.tenant(), given)
            .filter(found -> found.payee().equals(caller.person()))
            .filter(found -> found.asset().equals(currency))
            .orElseThrow(() ->
                Orders.atFault(
                    "mandate", ErrorCode.INVALID_MANDATE, ErrorCode.INVALID_MANDATE.hint()));
    RequestHash hash =
        Orders.hash("draw", mandate.id().text(), currency, minor, "", metadata, List.of());
    return new Transfer(
        caller.tenant(),
        Transfer.Type.PAYMENT,
        currency,
        List.of(
            new Entry(new AccountRef.OfOwner(mandate.payer()), -minor),
            new Entry(new AccountRef.OfOwner(caller.person()), minor)),
        IdempotencyKey.ofPayer(caller.person(), key, hash),
        Orders.authority(caller).by(mandate.id()),
        null,
        metadata,
        Orders.requestId());
  }
}
