package dev.countersign.server.payments;

import dev.countersign.api.PaymentRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Conversion;
import dev.countersign.server.ledger.Entry;
import dev.countersign.server.ledger.Hold;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.Instruction;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.payments.PaymentTerms.Fee;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.platform.web.Fields;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads requests to pay as instructions for the ledger, or refuses them by field. */
@Component
class PaymentOrders {
  private final Orders orders;
  private final Draws draws;
  private final Conversions conversions;
  private final InstantSource clock;

  PaymentOrders(Orders orders, Draws draws, Conversions conversions, InstantSource clock) {
    this.orders = orders;
    this.draws = draws;
    this.conversions = conversions;
    this.clock = clock;
  }

  /** A person pays from their own account, or draws on a mandate. */
  Instruction payment(Caller caller, @Nullable String idempotencyKey, PaymentRequest request) {
    return request.mandate() == null
        ? payment(Payer.self(caller), idempotencyKey, request)
        : draws.draw(caller, idempotencyKey, request);
  }

  /** Somebody's account pays. */
  Instruction payment(Payer payer, @Nullable String idempotencyKey, PaymentRequest request) {
    Fields fields = new Fields();
    String key = Orders.key(fields, idempotencyKey);
    PaymentTerms terms = PaymentTerms.read(fields, request);
    fields.verify();
    TenantId tenant = payer.caller().tenant();
    Asset asset = orders.asset(tenant, terms.currency());
    long minor = Amounts.positive("amount", terms.amount(), asset);
    Shares shares = Shares.of(terms, minor, asset);
    IdempotencyKey named = payer.key(key, hash(payer, terms, minor, shares));
    orders.requireAllowed(tenant, named, asset);
    if (terms.targetCurrency() != null) {
      Asset target = orders.asset(tenant, "target_currency", terms.targetCurrency());
      orders.requireAllowed(tenant, named, target);
      return conversion(
          payer,
          terms,
          named,
          minor,
          conversions.of(tenant, named, terms, new Money(minor, asset), target));
    }
    Transfer transfer =
        new Transfer(
            tenant,
            Transfer.Type.PAYMENT,
            terms.currency(),
            entries(payer, terms, shares),
            named,
            Orders.authority(payer.caller()),
            null,
            notes(terms, shares, asset),
            Orders.requestId());
    return terms.holdSeconds() == null
        ? transfer
        : new Hold(transfer, clock.instant().plusSeconds(terms.holdSeconds()));
  }

  private List<Entry> entries(Payer payer, PaymentTerms terms, Shares shares) {
    TenantId tenant = payer.caller().tenant();
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(payer.account(), -shares.paidMinor()));
    if (terms.recipient() != null) {
      AccountRef recipient = orders.recipient(tenant, "recipient", terms.recipient());
      entries.add(new Entry(recipient, shares.parts().getFirst()));
    }
    for (int index = 0; index < terms.splits().size(); index++) {
      String field = "splits[" + index + "].recipient";
      AccountRef recipient = orders.recipient(tenant, field, terms.splits().get(index).recipient());
      // A share of very little can come to nothing.
      if (shares.parts().get(index) > 0) {
        entries.add(new Entry(recipient, shares.parts().get(index)));
      }
    }
    Fee fee = terms.fee();
    if (fee != null && shares.feeMinor() > 0) {
      AccountRef recipient = orders.recipient(tenant, "fee.recipient", fee.recipient());
      entries.add(new Entry(recipient, shares.feeMinor()));
    }
    return entries;
  }

  private Transfer conversion(
      Payer payer, PaymentTerms terms, IdempotencyKey key, long minor, Conversion conversion) {
    TenantId tenant = payer.caller().tenant();
    String recipient = String.valueOf(terms.recipient());
    String target = conversion.counterAsset();
    return new Transfer(
        tenant,
        Transfer.Type.CONVERSION,
        terms.currency(),
        List.of(
            new Entry(payer.account(), -minor),
            new Entry(new AccountRef.Conversion(), minor),
            new Entry(new AccountRef.Conversion(), -conversion.counterMinor(), target),
            new Entry(
                orders.recipient(tenant, "recipient", recipient),
                conversion.counterMinor(),
                target)),
        conversion,
        key,
        Orders.authority(payer.caller()),
        null,
        terms.notes(),
        Orders.requestId());
  }

  private static Map<String, String> notes(PaymentTerms terms, Shares shares, Asset asset) {
    Fee fee = terms.fee();
    if (fee == null) {
      return terms.notes();
    }
    Map<String, String> notes = new TreeMap<>(terms.notes());
    notes.putAll(Notes.ofFee(new Money(shares.feeMinor(), asset).text(), fee.bearer()));
    return notes;
  }

  // What goes beyond a plain payment follows an empty field, which no metadata's name is.
  private static RequestHash hash(Payer payer, PaymentTerms terms, long minor, Shares shares) {
    String recipient = terms.recipient() == null ? "" : terms.recipient();
    List<String> more = terms.isPlain() && payer.isSelf() ? List.of() : more(payer, terms, shares);
    return Orders.hash("payment", recipient, terms.currency(), minor, "", terms.notes(), more);
  }

  private static List<String> more(Payer payer, PaymentTerms terms, Shares shares) {
    Fee fee = terms.fee();
    List<String> more = new ArrayList<>();
    more.add("");
    more.add(payer.name());
    more.add(String.valueOf(terms.holdSeconds()));
    more.add(String.valueOf(terms.targetCurrency()));
    more.add(terms.rate() == null ? "" : terms.rate().stripTrailingZeros().toPlainString());
    more.add(fee == null ? "" : fee.recipient().toLowerCase(Locale.ROOT));
    more.add(fee == null ? "" : fee.bearer() + " " + shares.feeMinor());
    for (int index = 0; index < terms.splits().size(); index++) {
      PaymentTerms.Split split = terms.splits().get(index);
      more.add(split.recipient().toLowerCase(Locale.ROOT));
      more.add(split.share() + " " + shares.parts().get(index));
    }
    return more;
  }
}
