package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.IssuedMandate;
import dev.countersign.api.MandatePage;
import dev.countersign.api.MandateRequest;
import dev.countersign.api.MandateStatus;
import dev.countersign.api.MandateView;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.mandates.Mandate;
import dev.countersign.server.mandates.Mandates;
import dev.countersign.server.platform.id.MandateId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.PageRequest;
import dev.countersign.server.platform.web.Refuses;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Transaction tokens: letting somebody draw on one's account. */
@RestController
@RequestMapping(path = "/v1/transactions", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.SESSION_REQUIRED, ErrorCode.IMPERSONATION_REFUSED})
class MandatesController {
  private static final int USES_MAX = 10_000;
  private static final int SECONDS_MIN = 60;
  private static final int SECONDS_MAX = 366 * 86_400;

  private final Mandates mandates;
  private final Orders orders;
  private final Users users;
  private final InstantSource clock;

  MandatesController(Mandates mandates, Orders orders, Users users, InstantSource clock) {
    this.mandates = mandates;
    this.orders = orders;
    this.users = users;
    this.clock = clock;
  }

  @Operation(
      summary = "Let somebody draw on the caller's account",
      description =
          "The token is for the payee, who pays themselves with it: POST /v1/payments with mandate."
              + " It is shown this once. Each draw is judged by what holds then: the mandate, what is"
              + " left of it, and both people.")
  @PostMapping("/token")
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    ErrorCode.FORBIDDEN,
    ErrorCode.UNKNOWN_RECIPIENT,
    ErrorCode.UNKNOWN_ASSET,
    ErrorCode.SAME_ACCOUNT,
    ErrorCode.ZERO_AMOUNT,
    ErrorCode.NEGATIVE_AMOUNT,
    ErrorCode.TOO_MANY_DECIMALS,
    ErrorCode.AMOUNT_OVERFLOW
  })
  IssuedMandate issue(@AuthenticationPrincipal Caller caller, @RequestBody MandateRequest request) {
    Fields fields = new Fields();
    String payeeText = fields.text("payee", request.payee(), Orders.RECIPIENT_MAX);
    String currency = fields.text("currency", request.currency(), Orders.CURRENCY_MAX);
    String ceilingText = fields.text("ceiling", request.ceiling(), Orders.AMOUNT_MAX);
    int uses = within(fields, "uses", request.uses(), 1, USES_MAX);
    int seconds = within(fields, "expires_in", request.expiresIn(), SECONDS_MIN, SECONDS_MAX);
    fields.verify();
    if (!caller.may(Permission.PAY)) {
      throw new ProblemException(ErrorCode.FORBIDDEN, ErrorCode.FORBIDDEN.hint());
    }
    Asset asset = orders.asset(caller.tenant(), currency);
    Money ceiling = new Money(Amounts.positive("ceiling", ceilingText, asset), asset);
    UserId payee = payee(caller, payeeText);
    Mandates.Issued issued =
        mandates.issue(caller, payee, ceiling, uses, Duration.ofSeconds(seconds));
    return new IssuedMandate(issued.token().reveal(), view(issued.mandate()));
  }

  @Operation(
      summary = "The mandates that the caller gave or was given, the newest first",
      description = "Without their tokens, which are shown once.")
  @GetMapping("/tokens")
  MandatePage list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    PageRequest<MandateId> page = PageRequest.read(cursor, limit, MandateId::parse);
    return page.page(
        mandates.list(caller.tenant(), caller.person(), page.cursor(), page.sought()),
        this::view,
        MandateView::id,
        MandatePage::new);
  }

  @Operation(summary = "One mandate, to payer or payee")
  @GetMapping("/tokens/{id}")
  @Refuses(ErrorCode.NOT_FOUND)
  MandateView one(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return MandateId.parse(id)
        .flatMap(mandate -> mandates.find(caller.tenant(), caller.person(), mandate))
        .map(this::view)
        .orElseThrow(MandatesController::notFound);
  }

  @Operation(
      summary = "Take a mandate back, as payer or payee",
      description = "At once: a draw that has not been posted yet is refused.")
  @DeleteMapping("/tokens/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refuses(ErrorCode.NOT_FOUND)
  void revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    if (MandateId.parse(id).filter(mandate -> mandates.revoke(caller, mandate)).isEmpty()) {
      throw notFound();
    }
  }

  private UserId payee(Caller caller, String text) {
    UserId payee =
        users
            .findRecipient(caller.tenant(), text)
            .orElseThrow(() ->
                Orders.atFault(
                    "payee",
                    ErrorCode.UNKNOWN_RECIPIENT,
                    "Nobody here has this address, name or id."));
    if (payee.equals(caller.person())) {
      throw Orders.atFault("payee", ErrorCode.SAME_ACCOUNT, "Name somebody else.");
    }
    return payee;
  }

  private static int within(
      Fields fields, String field, @Nullable Integer value, int min, int max) {
    int read = fields.present(field, value).orElse(min);
    if (read < min || read > max) {
      fields.fault(field, "out_of_range", "Give a whole number from " + min + " to " + max + ".");
    }
    return read;
  }

  private MandateView view(Mandate mandate) {
    Asset asset = orders.asset(mandate.tenant(), mandate.asset());
    return new MandateView(
        mandate.id().text(),
        mandate.payer().text(),
        mandate.payee().text(),
        mandate.asset(),
        new Money(mandate.ceilingMinor(), asset).text(),
        mandate.uses(),
        new Money(mandate.drawnMinor(), asset).text(),
        mandate.draws(),
        status(mandate, clock.instant()),
        mandate.createdAt(),
        mandate.expiresAt(),
        mandate.revokedAt());
  }

  private static MandateStatus status(Mandate mandate, Instant now) {
    if (mandate.revokedAt() != null) {
      return MandateStatus.REVOKED;
    }
    if (mandate.isUsedUp()) {
      return MandateStatus.USED_UP;
    }
    return mandate.isOpen(now) ? MandateStatus.ACTIVE : MandateStatus.EXPIRED;
  }

  private static ProblemException notFound() {
    return new ProblemException(ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND.hint());
  }
}
