package dev.countersign.server.console;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.console.page.Filled;
import dev.countersign.server.console.page.RequestList;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.payments.Paying;
import dev.countersign.server.payments.RequestDesk;
import dev.countersign.server.payments.SignedPayments;
import dev.countersign.server.platform.id.RequestToPayId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.requests.RequestToPay;
import dev.countersign.server.requests.Requests;
import dev.countersign.server.requests.Requests.Outcome;
import io.swagger.v3.oas.annotations.Hidden;
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
  static final String PAGE = ConsoleChain.OWN + "/requests";

  private static final int REASON_MAX = 140;
  private static final String SAY_WHY =
      "Say why, in one line of at most " + REASON_MAX + " characters.";
  private static final Filled EMPTY = Filled.of(RequestFaults.FIELDS, Map.of());

  private final Requests requests;
  private final RequestDesk desk;
  private final RequestViews views;

  RequestPages(Requests requests, RequestDesk desk, RequestViews views) {
    this.requests = requests;
    this.desk = desk;
    this.views = views;
  }

  @GetMapping(PAGE)
  View list(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String done) {
    return views.list(caller, EMPTY, notice(done));
  }

  @PostMapping(PAGE)
  View ask(@AuthenticationPrincipal Caller caller, @RequestParam Map<String, String> sent) {
    if (!caller.may(Permission.PAY)) {
      return Failures.of(HttpStatus.FORBIDDEN);
    }
    Filled form = Filled.of(RequestFaults.FIELDS, sent);
    try {
      return answer(
          caller,
          desk.ask(
              caller,
              sent.get("key"),
              new dev.countersign.api.RequestToPay(
                  given(form, RequestFaults.PAYER),
                  given(form, RequestFaults.AMOUNT),
                  given(form, RequestFaults.CURRENCY),
                  given(form, RequestFaults.NOTE),
                  null)),
          "asked",
          form);
    } catch (ProblemException fault) {
      return refused(caller, form.with(RequestFaults.of(fault)));
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
      return views.sure(caller, found.get());
    }
    try {
      return switch (desk.pay(caller, found.get(), key)) {
        case Paying.Paid _ -> new Redirect(PAGE + "?done=paid");
        case Paying.Waiting _ -> new Redirect(ConsoleChain.OWN + "/signing");
        case Paying.Refused(Refusal refusal) ->
            refused(caller, SignedPayments.sentence(refusal), EMPTY);
      };
    } catch (ProblemException fault) {
      return refused(caller, String.join(" ", PaymentFaults.of(fault)), EMPTY);
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
      String field = RequestList.Row.reasonField(id);
      return refused(
          caller,
          new Filled(
              List.of(field),
              Map.of(field, why),
              Map.of(PayFaults.NONE, "It is not declined. " + SAY_WHY, field, SAY_WHY)));
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
        .map(request -> answer(caller, deed.apply(request), done, EMPTY))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  private View answer(Caller caller, Outcome outcome, String done, Filled form) {
    return switch (outcome) {
      case Outcome.Done _ -> new Redirect(PAGE + "?done=" + done);
      case Outcome.NotFound _ -> Failures.of(HttpStatus.NOT_FOUND);
      case Outcome.Conflict _ -> refused(caller, RequestFaults.USED, form);
      case Outcome.TooMany _ -> refused(caller, RequestFaults.TOO_MANY, form);
      case Outcome.Closed _ -> refused(caller, ErrorCode.REQUEST_CLOSED.hint(), form);
    };
  }

  private View refused(Caller caller, String why, Filled form) {
    return refused(caller, form.with(Map.of(PayFaults.NONE, why)));
  }

  private View refused(Caller caller, Filled form) {
    return views.list(caller, form, null).with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static @Nullable String given(Filled form, String field) {
    String text = form.typed(field);
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
