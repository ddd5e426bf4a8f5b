package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.Amount;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.PaymentView;
import dev.countersign.server.ledger.History;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;

/** One payment with its entries and its audit event. */
@Hidden
@Controller
class PaymentPages {
  private final History history;
  private final AccountNames names;
  private final PaymentEvents events;

  PaymentPages(History history, AccountNames names, PaymentEvents events) {
    this.history = history;
    this.names = names;
    this.events = events;
  }

  @GetMapping(ConsoleChain.ROOT + "/payments/{id}")
  View one(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return PaymentId.parse(id)
        .flatMap(paymentId -> history.find(caller.tenant(), paymentId))
        .map(this::view)
        .map(view -> Page.of("payment", view.type() + " " + view.id(), Area.ACCOUNTS, view))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  private PaymentView view(PostedTransfer transfer) {
    Asset asset = names.asset(transfer.tenant(), transfer.asset());
    return new PaymentView(
        transfer.id().text(),
        PaymentTypes.name(transfer.type()),
        Amount.of(new Money(transfer.amountMinor(), asset)),
        names.name(transfer.tenant(), transfer.payer()),
        names.name(transfer.tenant(), transfer.payee()),
        names.initiator(transfer.tenant(), transfer.initiatedBy()),
        transfer.reference(),
        facts(transfer),
        Moment.of(transfer.effectiveAt()),
        Moment.of(transfer.recordedAt()),
        transfer.entries().stream().map(entry -> entry(transfer, entry, asset)).toList(),
        events.of(transfer));
  }

  private PaymentView.Entry entry(
      PostedTransfer transfer, PostedTransfer.PostedEntry entry, Asset asset) {
    return new PaymentView.Entry(
        names.known(transfer.tenant(), entry.account()),
        Amount.of(new Money(entry.amountMinor(), asset)),
        Amount.of(new Money(entry.balanceAfterMinor(), asset)),
        entry.accountVersion());
  }

  private static List<PaymentView.Fact> facts(PostedTransfer transfer) {
    return new TreeMap<>(transfer.metadata())
        .entrySet().stream()
            .map(fact -> new PaymentView.Fact(fact.getKey(), fact.getValue()))
            .toList();
  }
}
