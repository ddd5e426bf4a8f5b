package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Payments: the tenant's, and somebody's own. */
@Hidden
@Controller
class PaymentPages {
  private final PaymentLists lists;
  private final PaymentViews views;

  PaymentPages(PaymentLists lists, PaymentViews views) {
    this.lists = lists;
    this.views = views;
  }

  @GetMapping({ConsoleChain.ROOT + "/payments", ConsoleChain.OWN + "/payments"})
  View list(
      @AuthenticationPrincipal Caller caller,
      @ModelAttribute PaymentSearchForm form,
      HttpServletRequest request) {
    PaymentBook book = PaymentBook.of(request);
    return sees(caller, book) ? lists.page(caller, book, form) : Failures.of(HttpStatus.FORBIDDEN);
  }

  @GetMapping({ConsoleChain.ROOT + "/payments/{id}", ConsoleChain.OWN + "/payments/{id}"})
  View one(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String done,
      HttpServletRequest request) {
    PaymentBook book = PaymentBook.of(request);
    return sees(caller, book)
        ? views
            .find(caller, book, id)
            .<View>map(view ->
                Page.of(
                    "payment",
                    view.type() + " " + view.id(),
                    book.area(),
                    view.telling(notice(done), List.of())))
            .orElseGet(() -> Failures.of(HttpStatus.NOT_FOUND))
        : Failures.of(HttpStatus.FORBIDDEN);
  }

  private static boolean sees(Caller caller, PaymentBook book) {
    return caller.may(book.isEverybodys() ? Permission.LEDGER_READ : Permission.READ_OWN);
  }

  private static @Nullable String notice(String done) {
    return switch (done) {
      case "paid" -> "It is paid.";
      case "reverse" -> "It was given back. What gave it back is listed below.";
      case "capture" -> "It was captured. The capture is listed below.";
      case "void" -> "It was let go: nothing of it is held any more.";
      default -> null;
    };
  }
}
