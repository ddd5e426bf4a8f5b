package dev.countersign.server.console;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.console.page.Amount;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.PaymentStep;
import dev.countersign.server.console.page.PaymentView.Fact;
import dev.countersign.server.console.page.RequestList;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.payments.Paying;
import dev.countersign.server.payments.RequestDesk;
import dev.countersign.server.payments.SignedPayments;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.RequestToPayId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.requests.RequestToPay;
import dev.countersign.server.requests.RequestToPay.Status;
import dev.countersign.server.requests.Requests;
import dev.countersign.server.requests.Requests.Direction;
import dev.countersign.server.requests.Requests.Outcome;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** What somebody is asked to pay, and asks others for. */
@Hidden
@Controller
class RequestPages {
  private static final String PAGE = ConsoleChain.OWN + "/requests";
  private static final int SHOWN_MAX = 100;
  private static final int REASON_MAX = 140;

  private final Requests requests;
  private final RequestDesk desk;
  private final Accounts accounts;
  private final Users users;
  private final AccountNames names;
  private final IdGenerator ids;
  private final InstantSource clock;

  RequestPages(
      Requests requests,
      RequestDesk desk,
      Accounts accounts,
      Users users,
      AccountNames names,
      IdGenerator ids,
      InstantSource clock) {
    this.requests = requests;
    this.desk = desk;
    this.accounts = accounts;
    this.users = users;
    this.names = names;
    this.ids = ids;
    this.clock = clock;
  }

  @GetMapping(PAGE)
  View list(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String done) {
    return page(caller, Map.of(), notice(done), List.of());
  }

  @PostMapping(PAGE)
  View ask(@AuthenticationPrincipal Caller caller, @RequestParam Map<String, String> form) {
    if (!caller.may(Permission.PAY)) {
      return Failures.of(HttpStatus.FORBIDDEN);
    }
    try {
      return answer(
          caller,
          desk.ask(
              caller,
              form.get("key"),
              new dev.countersign.api.RequestToPay(
                  text(form, "payer"),
                  text(form, "amount"),
                  text(form, "currency"),
                  text(form, "note"),
                  null)),
          "asked",
          form);
    } catch (ProblemException fault) {
      return refused(caller, form, PaymentFaults.of(fault));
    }
  }

  @PostMapping(PAGE + "/{id}/pay")
  View pay(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String key) {
    Optional<RequestToPay> found =
        RequestToPayId.parse(id)
            .flatMap(request -> requests.find(caller.tenant(), caller.person(), request))
            .filter(request -> request.payer().equals(caller.person()));
    if (found.isEmpty()) {
      return Failures.of(HttpStatus.NOT_FOUND);
    }
    if (!caller.may(Permission.PAY)) {
      return Failures.of(HttpStatus.FORBIDDEN);
    }
    if (key.isBlank()) {
      return sure(caller, found.get());
    }
    try {
      return switch (desk.pay(caller, found.get(), key)) {
        case Paying.Paid _ -> new Redirect(PAGE + "?done=paid");
        case Paying.Waiting _ -> new Redirect(ConsoleChain.OWN + "/signing");
        case Paying.Refused(Refusal refusal) ->
            refused(caller, Map.of(), List.of(SignedPayments.sentence(refusal)));
      };
    } catch (ProblemException fault) {
      return refused(caller, Map.of(), PaymentFaults.of(fault));
    }
  }

  @PostMapping(PAGE + "/{id}/decline")
  View decline(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason) {
    String why = reason.strip();
    if (why.isEmpty()
        || why.length() > REASON_MAX
        || !TextRules.isStorable(why)
        || !TextRules.isOneLine(why)) {
      return refused(
          caller,
          Map.of(),
          List.of("Say why, in one line of at most " + REASON_MAX + " characters."));
    }
    return decided(caller, id, "declined", request -> requests.decline(caller, request, why));
  }

  @PostMapping(PAGE + "/{id}/cancel")
  View cancel(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return decided(caller, id, "cancelled", request -> requests.cancel(caller, request));
  }

  private View decided(
      Caller caller, String id, String done, Function<RequestToPayId, Outcome> deed) {
    if (!caller.may(Permission.PAY)) {
      return Failures.of(HttpStatus.FORBIDDEN);
    }
    return RequestToPayId.parse(id)
        .map(request -> answer(caller, deed.apply(request), done, Map.of()))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  private View answer(Caller caller, Outcome outcome, String done, Map<String, String> form) {
    return switch (outcome) {
      case Outcome.Done _ -> new Redirect(PAGE + "?done=" + done);
      case Outcome.NotFound _ -> Failures.of(HttpStatus.NOT_FOUND);
      case Outcome.Conflict _ ->
          refused(caller, form, List.of(ErrorCode.IDEMPOTENCY_CONFLICT.hint()));
      case Outcome.TooMany _ ->
          refused(caller, form, List.of(ErrorCode.TOO_MANY_REQUESTS_TO_PAY.hint()));
      case Outcome.Closed _ -> refused(caller, form, List.of(ErrorCode.REQUEST_CLOSED.hint()));
    };
  }

  private View sure(Caller caller, RequestToPay request) {
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
            PAGE,
            PAGE + "/" + request.id().text() + "/pay",
            "Pay this request?",
            amount + " goes from your account to " + payee + ", at once.",
            "Pay " + amount,
            facts,
            Map.of("key", ids.next().toString())));
  }

  private View refused(Caller caller, Map<String, String> typed, List<String> faults) {
    return page(caller, typed, null, faults).with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Page page(
      Caller caller, Map<String, String> typed, @Nullable String notice, List<String> faults) {
    return Page.of(
        "requests",
        "Requests to pay",
        Area.MONEY,
        new RequestList(
            rows(caller, Direction.IN),
            rows(caller, Direction.OUT),
            ids.next().toString(),
            typed,
            notice,
            faults));
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

  private static @Nullable String text(Map<String, String> form, String field) {
    String text = form.getOrDefault(field, "").strip();
    return text.isEmpty() ? null : text;
  }

  private static @Nullable String notice(String done) {
    return switch (done) {
      case "asked" -> "They are asked, and told by mail.";
      case "paid" -> "It is paid.";
      case "declined" -> "It is declined.";
      case "cancelled" -> "It is taken back.";
      default -> null;
    };
  }
}
