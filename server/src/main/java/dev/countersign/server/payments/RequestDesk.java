package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.RequestToPay;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Entry;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.requests.Requests;
import dev.countersign.server.requests.Requests.Outcome;
import dev.countersign.server.users.Users;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks for money and pays what was asked for, over the API and elsewhere. What is at fault is told
 * as the API tells it. Thread-safe.
 */
@Component
public final class RequestDesk {
  /** The name in a payment's metadata under which the request's id is found. */
  static final String REFERENCE = "payment_request";

  private static final int NOTE_MAX = 140;
  private static final int SECONDS_MIN = 60;
  private static final int SECONDS_MAX = 90 * 86_400;
  private static final int SECONDS_USUAL = 7 * 86_400;

  private final Requests requests;
  private final Orders orders;
  private final PaymentDesk payments;
  private final Users users;

  RequestDesk(Requests requests, Orders orders, PaymentDesk payments, Users users) {
    this.requests = requests;
    this.orders = orders;
    this.payments = payments;
    this.users = users;
  }

  /** In what a tenant's people can be asked to pay, by code. */
  public List<String> currencies(TenantId tenant) {
    return orders.taken(tenant);
  }

  /** Asks somebody to pay the caller, once for each of the caller's keys. */
  public Outcome ask(Caller caller, @Nullable String idempotencyKey, RequestToPay request) {
    Fields fields = new Fields();
    String payerText = fields.text("payer", request.payer(), Orders.RECIPIENT_MAX);
    String amount = fields.text("amount", request.amount(), Orders.AMOUNT_MAX);
    String currency = fields.text("currency", request.currency(), Orders.CURRENCY_MAX);
    Amounts.verifyShape(fields, "amount", amount);
    String note = fields.optionalText("note", request.note(), NOTE_MAX).orElse(null);
    int seconds = request.expiresIn() == null ? SECONDS_USUAL : request.expiresIn();
    if (seconds < SECONDS_MIN || seconds > SECONDS_MAX) {
      fields.fault(
          "expires_in",
          "out_of_range",
          "Give a whole number from " + SECONDS_MIN + " to " + SECONDS_MAX + ".");
    }
    String key = Orders.key(fields, idempotencyKey);
    Asset asset = orders.verified(fields, caller.tenant(), currency);
    Money money = new Money(Amounts.positive("amount", amount, asset), asset);
    UserId payer = payer(caller, payerText);
    RequestHash hash =
        RequestHash.of(
            "payment_request",
            payer.text(),
            currency,
            Long.toString(money.minor()),
            String.valueOf(note),
            Integer.toString(seconds));
    return requests.ask(
        caller, new Requests.Wish(payer, money, note, Duration.ofSeconds(seconds)), key, hash);
  }

  /** Pays what the caller was asked for, once whatever is pressed where. */
  public Paying pay(
      Caller caller,
      dev.countersign.server.requests.RequestToPay request,
      @Nullable String idempotencyKey) {
    Fields fields = new Fields();
    String key = Orders.key(fields, idempotencyKey);
    fields.verify();
    Transfer transfer =
        new Transfer(
            caller.tenant(),
            Transfer.Type.PAYMENT,
            request.asset(),
            List.of(
                new Entry(new AccountRef.OfOwner(request.payer()), -request.amountMinor()),
                new Entry(new AccountRef.OfOwner(request.payee()), request.amountMinor())),
            IdempotencyKey.ofPayer(
                caller.person(), key, RequestHash.of("pay_request", request.id().text())),
            Orders.authority(caller).asked(request.id()),
            null,
            Map.of(REFERENCE, request.id().text()),
            Orders.requestId());
    Paying paying = payments.pay(caller, transfer);
    if (paying instanceof Paying.Paid(PostedTransfer payment, boolean _)) {
      requests.namePayment(caller.tenant(), request.id(), payment.id());
    }
    return paying;
  }

  private UserId payer(Caller caller, String text) {
    UserId payer =
        users
            .findRecipient(caller.tenant(), text)
            .orElseThrow(() ->
                Orders.atFault(
                    "payer",
                    ErrorCode.UNKNOWN_RECIPIENT,
                    "Nobody here has this address, name or id."));
    if (payer.equals(caller.person())) {
      throw Orders.atFault("payer", ErrorCode.SAME_ACCOUNT, "Name somebody else.");
    }
    return payer;
  }
}
