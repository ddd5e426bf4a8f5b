package dev.countersign.server.console;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.PaymentReference;
import dev.countersign.api.ReferenceType;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.console.page.Filled;
import dev.countersign.server.console.page.Frame.Area;
import dev.countersign.server.console.page.PayForm;
import dev.countersign.server.console.page.PaySummary;
import dev.countersign.server.console.page.PaymentView.Fact;
import dev.countersign.server.countersigning.SigningPolicies;
import dev.countersign.server.countersigning.WaitingPayment;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.ledger.Entry;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.ledger.Refusal;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.payments.Paying;
import dev.countersign.server.payments.PaymentDesk;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.users.Users;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/**
 * Paying somebody: what is to be paid is typed, looked at once more, and paid. One key goes with it
 * from the first page to the last, so that what is sent twice is paid once.
 */
@Hidden
@Controller
class PayPages {
  static final String PAGE = ConsoleChain.OWN + "/pay";

  private final PaymentDesk desk;
  private final SigningPolicies policies;
  private final OwnMoney money;
  private final Accounts accounts;
  private final Users users;
  private final AccountNames names;
  private final IdGenerator ids;

  PayPages(
      PaymentDesk desk,
      SigningPolicies policies,
      OwnMoney money,
      Accounts accounts,
      Users users,
      AccountNames names,
      IdGenerator ids) {
    this.desk = desk;
    this.policies = policies;
    this.money = money;
    this.accounts = accounts;
    this.users = users;
    this.names = names;
    this.ids = ids;
  }

  /** What the form sends. */
  private record Wish(
      String key, String account, String recipient, String amount, String reference) {
    static Wish of(Map<String, String> form) {
      return new Wish(
          text(form, "key"),
          text(form, PayFaults.ACCOUNT),
          text(form, PayFaults.RECIPIENT),
          text(form, PayFaults.AMOUNT),
          text(form, PayFaults.REFERENCE));
    }

    Map<String, String> fields() {
      return Map.of(
          "key",
          key,
          PayFaults.ACCOUNT,
          account,
          PayFaults.RECIPIENT,
          recipient,
          PayFaults.AMOUNT,
          amount,
          PayFaults.REFERENCE,
          reference);
    }

    List<PaymentReference> references() {
      return reference.isEmpty()
          ? List.of()
          : List.of(new PaymentReference(ReferenceType.END_TO_END, reference));
    }

    Wish under(String other) {
      return new Wish(other, account, recipient, amount, reference);
    }

    private static String text(Map<String, String> form, String field) {
      return form.getOrDefault(field, "").strip();
    }
  }

  @GetMapping(PAGE)
  View form(
      @AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String account) {
    return caller.may(Permission.PAY)
        ? page(caller, new Wish(ids.next().toString(), account, "", "", ""), Map.of())
        : Failures.of(HttpStatus.FORBIDDEN);
  }

  @PostMapping(PAGE)
  View pay(@AuthenticationPrincipal Caller caller, @RequestParam Map<String, String> form) {
    if (!caller.may(Permission.PAY)) {
      return Failures.of(HttpStatus.FORBIDDEN);
    }
    Wish sent = Wish.of(form);
    boolean sure = "pay".equals(form.get("step")) && !sent.key().isEmpty();
    Wish wish = sent.key().isEmpty() ? sent.under(ids.next().toString()) : sent;
    Optional<Account> payer = own(caller, wish.account());
    if ("change".equals(form.get("step"))) {
      return page(caller, wish, Map.of());
    }
    if (payer.isEmpty()) {
      return page(caller, wish, PayFaults.NO_SUCH_ACCOUNT).with(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    try {
      Transfer payment =
          desk.payment(
              caller,
              wish.key(),
              wish.recipient(),
              wish.amount(),
              payer.get().asset(),
              wish.references());
      return sure ? done(caller, wish, payment) : summary(caller, wish, payment);
    } catch (ProblemException fault) {
      // What was asked and not answered is asked again under its key.
      return fault.code() == ErrorCode.UNAVAILABLE
          ? page(caller, wish, PayFaults.of(fault)).with(HttpStatus.SERVICE_UNAVAILABLE)
          : refused(caller, wish, PayFaults.of(fault));
    }
  }

  private View done(Caller caller, Wish wish, Transfer payment) {
    return switch (desk.pay(caller, payment)) {
      case Paying.Paid(PostedTransfer paid, boolean _) ->
          new Redirect(PaymentBook.OWN.page() + "/" + paid.id().text() + "?done=paid");
      case Paying.Waiting(WaitingPayment waiting) ->
          new Redirect(SigningPages.PAGE + "/" + waiting.id().text());
      case Paying.Refused(Refusal refusal) ->
          refused(caller, wish, PayFaults.of(refusal, wish.account()));
    };
  }

  private View summary(Caller caller, Wish wish, Transfer payment) {
    if (isOneself(caller, wish, payment)) {
      return refused(caller, wish, PayFaults.of(Refusal.of(Refusal.Reason.SAME_ACCOUNT), ""));
    }
    String payee = payee(caller, wish, payment);
    String amount = names.amount(caller.tenant(), payment.asset(), payment.amountMinor()).text();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Amount", amount));
    facts.add(new Fact("From", "your account in " + payment.asset()));
    facts.add(new Fact("To", payee));
    if (!wish.reference().isEmpty()) {
      facts.add(new Fact("Reference", wish.reference()));
    }
    return Page.of(
        "pay-summary",
        "Pay this?",
        Area.MONEY,
        new PaySummary(
            amount
                + " goes from your account to "
                + payee
                + (policies.of(caller.tenant()).mayDemand(payment)
                    ? ". It may have to be signed first: then you come to that next."
                    : ", at once."),
            amount,
            facts,
            new TreeMap<>(wish.fields())));
  }

  // What was refused is remembered under its key: what is sent next is another wish.
  private View refused(Caller caller, Wish wish, Map<String, String> faults) {
    return page(caller, wish.under(ids.next().toString()), faults)
        .with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private Page page(Caller caller, Wish wish, Map<String, String> faults) {
    return Page.of(
        "pay",
        "Pay somebody",
        Area.MONEY,
        new PayForm(
            money.accounts(caller).stream()
                .map(account ->
                    new PayForm.Account(
                        account.id().text(),
                        names.amount(caller.tenant(), account.asset(), account.availableMinor())))
                .toList(),
            wish.key(),
            new Filled(PayFaults.FIELDS, wish.fields(), faults)));
  }

  private Optional<Account> own(Caller caller, String account) {
    return AccountId.parse(account)
        .flatMap(id ->
            accounts.ofOwner(caller.tenant(), caller.person()).stream()
                .filter(own -> own.id().equals(id))
                .findFirst());
  }

  // As they were named, and by the name that is theirs for everybody.
  private String payee(Caller caller, Wish wish, Transfer payment) {
    PartyNames parties = new PartyNames(caller, accounts, users);
    String name =
        switch (payee(payment)) {
          case AccountRef.OfOwner(UserId owner) -> parties.person(owner);
          case AccountRef.ById(AccountId account) -> parties.known(account).name();
          default -> throw new IllegalStateException("a recipient is a person or an account");
        };
    return wish.recipient().equalsIgnoreCase(name) ? name : wish.recipient() + " (" + name + ")";
  }

  private static boolean isOneself(Caller caller, Wish wish, Transfer payment) {
    return switch (payee(payment)) {
      case AccountRef.OfOwner(UserId owner) -> owner.equals(caller.person());
      case AccountRef.ById(AccountId account) -> account.text().equals(wish.account());
      default -> false;
    };
  }

  private static AccountRef payee(Transfer payment) {
    return payment.entries().stream()
        .filter(entry -> entry.amountMinor() > 0)
        .map(Entry::account)
        .findFirst()
        .orElseThrow();
  }
}
