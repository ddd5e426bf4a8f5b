package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.console.page.PaymentStep;
import dev.countersign.server.console.page.PaymentView;
import dev.countersign.server.console.page.PaymentView.Fact;
import dev.countersign.server.ledger.Instruction;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.payments.PaymentDesk;
import dev.countersign.server.payments.SignedPayments;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.problem.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.View;

/**
 * Giving a payment back, taking what is held, or letting go of it. Each is asked once more before
 * money moves, with a key by which sending the answer twice does it once.
 */
@Hidden
@Controller
class PaymentStepPages {
  private final PaymentViews views;
  private final PaymentDesk desk;
  private final IdGenerator ids;

  PaymentStepPages(PaymentViews views, PaymentDesk desk, IdGenerator ids) {
    this.views = views;
    this.desk = desk;
    this.ids = ids;
  }

  /** What a form of these sends; the key is there once the answer was yes. */
  record Form(
      @Nullable String amount,
      @Nullable String reason,
      @Nullable String last,
      @Nullable String key) {
    @Nullable String part() {
      return amount == null || amount.isBlank() ? null : amount.strip();
    }

    String why() {
      return reason == null ? "" : reason.strip();
    }

    boolean isLast() {
      return "yes".equals(last);
    }

    boolean isSure() {
      return key != null && !key.isBlank();
    }
  }

  /** What can be done with a payment, in the words of its address. */
  enum Deed {
    REVERSE,
    CAPTURE,
    VOID;

    static Optional<Deed> of(String name) {
      return switch (name) {
        case "reverse" -> Optional.of(REVERSE);
        case "capture" -> Optional.of(CAPTURE);
        case "void" -> Optional.of(VOID);
        default -> Optional.empty();
      };
    }
  }

  @PostMapping({
    ConsoleChain.ROOT + "/payments/{id}/{deed}",
    ConsoleChain.OWN + "/payments/{id}/{deed}"
  })
  View step(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @PathVariable String deed,
      @ModelAttribute Form form,
      HttpServletRequest request) {
    PaymentBook book = PaymentBook.of(request);
    Optional<Deed> known = Deed.of(deed);
    Optional<PaymentView> payment = views.find(caller, book, id);
    if (known.isEmpty() || payment.isEmpty()) {
      return Failures.of(HttpStatus.NOT_FOUND);
    }
    try {
      String key = form.isSure() ? String.valueOf(form.key()) : ids.next().toString();
      Instruction instruction = instruction(caller, known.get(), id, key, form);
      return form.isSure()
          ? done(book, payment.get(), deed, desk.post(instruction))
          : ask(book, payment.get(), known.get(), deed, key, form);
    } catch (ProblemException fault) {
      return refused(book, payment.get(), PaymentFaults.of(fault));
    }
  }

  private Instruction instruction(Caller caller, Deed deed, String id, String key, Form form) {
    return switch (deed) {
      case REVERSE -> desk.reversal(caller, id, key, form.part(), form.why());
      case CAPTURE -> desk.capture(caller, id, key, form.part(), form.isLast());
      case VOID -> desk.release(caller, id, key);
    };
  }

  private static View done(PaymentBook book, PaymentView payment, String deed, Verdict verdict) {
    return verdict instanceof Verdict.Refused refused
        ? refused(book, payment, List.of(SignedPayments.sentence(refused.refusal())))
        : new Redirect(payment.address() + "?done=" + deed);
  }

  private static View refused(PaymentBook book, PaymentView payment, List<String> faults) {
    return Page.of(
            "payment",
            payment.type() + " " + payment.id(),
            book.area(),
            payment.telling(null, faults))
        .with(HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private static View ask(
      PaymentBook book, PaymentView payment, Deed deed, String name, String key, Form form) {
    String part = form.part();
    String asset = payment.amount().asset();
    String left = payment.left() == null ? "nothing" : payment.left().text();
    String amount = part == null ? left : part + " " + asset;
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Of", payment.amount().text()));
    facts.add(
        new Fact("From", payment.payer() == null ? "several accounts" : payment.payer().name()));
    facts.add(
        new Fact("To", payment.payee() == null ? "several accounts" : payment.payee().name()));
    Map<String, String> fields = new TreeMap<>(Map.of("key", key));
    if (part != null) {
      fields.put("amount", part);
    }
    if (form.isLast()) {
      fields.put("last", "yes");
    }
    if (deed == Deed.REVERSE) {
      facts.add(new Fact("Reason", form.why()));
      fields.put("reason", form.why());
    }
    return Page.of(
        "payment-step",
        heading(deed),
        book.area(),
        new PaymentStep(
            payment.address(),
            payment.address() + "/" + name,
            heading(deed),
            sentence(deed, amount, left, form.isLast()),
            button(deed, amount),
            facts,
            fields));
  }

  private static String heading(Deed deed) {
    return switch (deed) {
      case REVERSE -> "Give this payment back?";
      case CAPTURE -> "Capture what is held?";
      case VOID -> "Let go of what is held?";
    };
  }

  private static String sentence(Deed deed, String amount, String left, boolean last) {
    return switch (deed) {
      case REVERSE ->
          amount
              + " goes back the way it came, at once. That is a payment of its own, and cannot"
              + " be undone in turn.";
      case CAPTURE ->
          amount
              + " of the "
              + left
              + " that are held goes to the payee, at once."
              + (last ? " The rest is let go." : "");
      case VOID -> left + " becomes available to the payer again. Nothing more can be captured.";
    };
  }

  private static String button(Deed deed, String amount) {
    return switch (deed) {
      case REVERSE -> "Give back " + amount;
      case CAPTURE -> "Capture " + amount;
      case VOID -> "Let go";
    };
  }
}
