package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.Amount;
import dev.countersign.server.console.page.Filled;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.PaymentStep;
import dev.countersign.server.console.page.PaymentView.Fact;
import dev.countersign.server.console.page.RequestList;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.requests.RequestToPay;
import dev.countersign.server.requests.RequestToPay.Status;
import dev.countersign.server.requests.Requests;
import dev.countersign.server.requests.Requests.Direction;
import dev.countersign.server.users.Users;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows what somebody is asked to pay, and asks others for. */
@Component
class RequestViews {
  private static final int SHOWN_MAX = 100;

  private final Requests requests;
  private final OwnMoney money;
  private final Accounts accounts;
  private final Users users;
  private final AccountNames names;
  private final IdGenerator ids;
  private final InstantSource clock;

  RequestViews(
      Requests requests,
      OwnMoney money,
      Accounts accounts,
      Users users,
      AccountNames names,
      IdGenerator ids,
      InstantSource clock) {
    this.requests = requests;
    this.money = money;
    this.accounts = accounts;
    this.users = users;
    this.names = names;
    this.ids = ids;
    this.clock = clock;
  }

  Page list(Caller caller, Filled form, @Nullable String notice) {
    return Page.of(
        "requests",
        "Requests to pay",
        Area.MONEY,
        new RequestList(
            rows(caller, Direction.IN),
            rows(caller, Direction.OUT),
            ids.next().toString(),
            money.currencies(caller),
            form,
            notice));
  }

  /** Asks once more whether to pay one. */
  Page sure(Caller caller, RequestToPay request) {
    String amount = names.amount(caller.tenant(), request.asset(), request.amountMinor()).text();
    String payee = new PartyNames(caller, accounts, users).asking(request.payee());
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("To", payee));
    if (request.note() != null) {
      facts.add(new Fact("For", request.note()));
    }
    return Page.of(
        "payment-step",
        "Pay this request?",
        Area.MONEY,
        new PaymentStep(
            RequestPages.PAGE,
            RequestPages.PAGE + "/" + request.id().text() + "/pay",
            "Pay this request?",
            amount + " goes from your account to " + payee + ", at once.",
            "Pay " + amount,
            facts,
            Map.of("key", ids.next().toString())));
  }

  private List<RequestList.Row> rows(Caller caller, Direction direction) {
    PartyNames parties = new PartyNames(caller, accounts, users);
    return requests.list(caller.tenant(), caller.person(), direction, null, SHOWN_MAX).stream()
        .map(request ->
            row(
                request,
                direction == Direction.IN
                    ? parties.asking(request.payee())
                    : parties.person(request.payer())))
        .toList();
  }

  private RequestList.Row row(RequestToPay request, String other) {
    Status status = request.status(clock.instant());
    Amount amount = names.amount(request.tenant(), request.asset(), request.amountMinor());
    return new RequestList.Row(
        request.id().text(),
        other,
        amount,
        request.note(),
        switch (status) {
          case OPEN -> "Open";
          case PAID -> "Paid";
          case DECLINED -> "Declined";
          case CANCELLED -> "Taken back";
          case EXPIRED -> "Over";
        },
        switch (status) {
          case OPEN -> "waiting";
          case PAID -> "good";
          case DECLINED -> "bad";
          case CANCELLED, EXPIRED -> "";
        },
        status == Status.OPEN,
        Moment.of(request.expiresAt()),
        request.reason(),
        request.payment() == null ? null : request.payment().text());
  }
}
