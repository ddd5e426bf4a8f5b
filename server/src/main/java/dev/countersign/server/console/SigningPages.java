package dev.countersign.server.console;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.Moment;
import dev.countersign.server.console.page.SigningList;
import dev.countersign.server.console.page.SigningView;
import dev.countersign.server.countersigning.Countersigning;
import dev.countersign.server.countersigning.Countersigning.Begun;
import dev.countersign.server.countersigning.Countersigning.Outcome;
import dev.countersign.server.countersigning.Demand;
import dev.countersign.server.countersigning.Shown;
import dev.countersign.server.countersigning.Signers;
import dev.countersign.server.countersigning.SigningPolicies;
import dev.countersign.server.countersigning.SigningRefusal;
import dev.countersign.server.countersigning.WaitingPayment;
import dev.countersign.server.countersigning.WaitingPayment.Status;
import dev.countersign.server.countersigning.WaitingPayments;
import dev.countersign.server.factors.Challenges;
import dev.countersign.server.factors.Factor;
import dev.countersign.server.factors.FactorId;
import dev.countersign.server.factors.FactorType;
import dev.countersign.server.factors.Factors;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.payments.SignedPayments;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.id.WaitingPaymentId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Payments that wait to be signed: to be seen whole, and signed or taken back. */
@Hidden
@Controller
class SigningPages {
  static final String PAGE = ConsoleChain.OWN + "/signing";
  private static final int SHOWN_MAX = 100;
  private static final int TEXT_MAX = 128;

  private final WaitingPayments waiting;
  private final Countersigning countersigning;
  private final SigningPolicies policies;
  private final SignedPayments signed;
  private final Factors factors;
  private final PasskeyForms passkeys;
  private final Users users;
  private final InstantSource clock;

  SigningPages(
      WaitingPayments waiting,
      Countersigning countersigning,
      SigningPolicies policies,
      SignedPayments signed,
      Factors factors,
      PasskeyForms passkeys,
      Users users,
      InstantSource clock) {
    this.waiting = waiting;
    this.countersigning = countersigning;
    this.policies = policies;
    this.signed = signed;
    this.factors = factors;
    this.passkeys = passkeys;
    this.users = users;
    this.clock = clock;
  }

  @GetMapping(PAGE)
  View list(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String done) {
    return Page.of(
        "signing-list",
        "To be signed",
        Area.MONEY,
        new SigningList(
            caller.may(Permission.PAYMENTS_COUNTERSIGN),
            waiting.list(caller, true, null, SHOWN_MAX).stream()
                .map(payment -> row(caller, payment))
                .toList(),
            notice(done)));
  }

  // Nothing is asked, and no message sent, by looking at a page.
  @GetMapping(PAGE + "/{id}")
  View one(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return page(caller, id, null, null);
  }

  @PostMapping(PAGE + "/{id}/ask")
  View ask(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String factor) {
    Optional<WaitingPaymentId> payment = WaitingPaymentId.parse(id);
    if (payment.isEmpty()) {
      return Failures.of(HttpStatus.NOT_FOUND);
    }
    return switch (countersigning.begin(
        caller, payment.get(), FactorId.parse(factor).orElse(null))) {
      case Begun.Issued issued -> page(caller, id, issued.challenge(), null);
      case Begun.NotIssued(Challenges.Begun.Delayed delayed) ->
          refused(caller, id, FactorForms.delayed(delayed.delay()));
      case Begun.NotIssued _ -> refused(caller, id, "The code could not be sent. Try another way.");
      case Begun.NoFactor _ -> refused(caller, id, "There is no such factor.");
      case Begun.Refused(SigningRefusal reason) -> refused(caller, id, reason);
    };
  }

  @PostMapping(PAGE + "/{id}/sign")
  View sign(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String challenge,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String credential,
      @RequestParam(defaultValue = "") String digest) {
    Optional<WaitingPaymentId> payment = WaitingPaymentId.parse(id);
    if (payment.isEmpty()) {
      return Failures.of(HttpStatus.NOT_FOUND);
    }
    if (!isReadable(challenge) || !isReadable(code) || !isReadable(digest)) {
      return Failures.of(HttpStatus.BAD_REQUEST);
    }
    Outcome outcome =
        challenge.isEmpty()
            ? countersigning.signAsSecondPerson(caller, payment.get(), digest)
            : countersigning.sign(
                caller,
                payment.get(),
                Secret.of(challenge),
                Secret.of(credential.isEmpty() ? code : credential));
    return switch (outcome) {
      case Outcome.Signed(WaitingPayment found) -> post(found);
      case Outcome.NotProved(Challenges.Answer.Wrong wrong) ->
          refused(caller, id, FactorForms.wrong(wrong.triesLeft(), wrong.fault()));
      case Outcome.NotProved(Challenges.Answer.Delayed delayed) ->
          refused(caller, id, FactorForms.delayed(delayed.delay()));
      case Outcome.NotProved _ ->
          refused(caller, id, "That code came too late, or was for something else.");
      case Outcome.Refused(SigningRefusal reason) -> refused(caller, id, reason);
    };
  }

  @PostMapping(PAGE + "/{id}/cancel")
  View cancel(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    Optional<WaitingPaymentId> payment = WaitingPaymentId.parse(id);
    if (payment.isEmpty()) {
      return Failures.of(HttpStatus.NOT_FOUND);
    }
    return waiting
        .cancel(caller, payment.get())
        .map(reason -> refused(caller, id, reason))
        .orElseGet(() -> new Redirect(PAGE + "?done=cancelled"));
  }

  private View post(WaitingPayment found) {
    return signed.post(found) instanceof Verdict.Posted
        ? new Redirect(PAGE + "?done=paid")
        : new Redirect(PAGE + "/" + found.id().text());
  }

  private View refused(Caller caller, String id, SigningRefusal reason) {
    return reason == SigningRefusal.NOT_FOUND
        ? Failures.of(HttpStatus.NOT_FOUND)
        : refused(
            caller,
            id,
            Objects.requireNonNullElse(reason.problem().getMessage(), ErrorCode.FORBIDDEN.hint()));
  }

  private View refused(Caller caller, String id, String sentence) {
    return page(caller, id, null, sentence) instanceof Page page
        ? page.with(HttpStatus.UNPROCESSABLE_CONTENT)
        : Failures.of(HttpStatus.NOT_FOUND);
  }

  private View page(
      Caller caller,
      String id,
      Challenges.Begun.@Nullable Issued challenge,
      @Nullable String refusal) {
    return WaitingPaymentId.parse(id)
        .flatMap(payment -> waiting.find(caller, payment))
        .<View>map(found ->
            Page.of(
                "signing", "Sign a payment", Area.MONEY, view(caller, found, challenge, refusal)))
        .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND));
  }

  private SigningView view(
      Caller caller,
      WaitingPayment found,
      Challenges.Begun.@Nullable Issued challenge,
      @Nullable String refusal) {
    Shown shown = waiting.shown(found);
    boolean own = found.payer().equals(caller.user());
    Signers signers = policies.of(caller.tenant()).signers();
    Status status = found.statusAt(clock.instant());
    Factor asked = challenge == null ? null : challenge.factor();
    String handle = challenge == null ? "" : challenge.handle().reveal();
    List<Factor> choices =
        own
            ? factors.choices(caller.tenant(), caller.person()).stream()
                .filter(factor -> factor.type() != FactorType.RECOVERY_CODE)
                .toList()
            : List.of();
    return new SigningView(
        found.id().text(),
        shown.text(),
        shown.payees().stream()
            .map(payee -> new SigningView.Payee(payee.id(), payee.name(), payee.amount()))
            .toList(),
        shown.currency(),
        name(caller, found.payer()),
        why(found.demands()),
        words(status),
        status == Status.AWAITING ? "waiting" : status == Status.COMPLETED ? "good" : "",
        shown.digest(),
        Moment.of(found.askedAt()),
        Moment.of(found.expiresAt()),
        status == Status.AWAITING,
        own,
        own && signers != Signers.PERSON,
        !own && signers != Signers.FACTOR && caller.may(Permission.PAYMENTS_COUNTERSIGN),
        own && signers != Signers.FACTOR,
        FactorForms.others(choices, asked),
        handle,
        asked == null ? "" : FactorForms.asked(asked),
        passkeys.options(caller.tenant(), asked, handle),
        refusal);
  }

  private SigningList.Row row(Caller caller, WaitingPayment payment) {
    return new SigningList.Row(
        payment.id().text(),
        waiting.shown(payment).text(),
        name(caller, payment.payer()),
        payment.payer().equals(caller.user()),
        Moment.of(payment.expiresAt()));
  }

  private String name(Caller caller, UserId user) {
    return users.find(caller.tenant(), user).map(People::nameOf).orElse(user.text());
  }

  private static String why(List<Demand> demands) {
    StringBuilder why = new StringBuilder();
    for (Demand demand : demands) {
      why.append(why.isEmpty() ? "" : " ")
          .append(
              switch (demand) {
                case AMOUNT -> "It is above the threshold.";
                case NEW_PAYEE -> "Nobody has signed for this payee yet.";
              });
    }
    return why.toString();
  }

  private static String words(Status status) {
    return switch (status) {
      case AWAITING -> "Waits";
      case SIGNED -> "Signed";
      case COMPLETED -> "Paid";
      case REFUSED -> "Refused";
      case CANCELLED -> "Taken back";
      case EXPIRED -> "Over";
    };
  }

  private static @Nullable String notice(String done) {
    return switch (done) {
      case "paid" -> "Signed, and paid.";
      case "cancelled" -> "The payment is taken back. Nothing was paid.";
      default -> null;
    };
  }

  private static boolean isReadable(String text) {
    return text.length() <= TEXT_MAX && TextRules.isStorable(text);
  }
}
