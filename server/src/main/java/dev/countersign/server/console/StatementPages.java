package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Sense;
import dev.countersign.server.ledger.VisibleAccounts;
import dev.countersign.server.statements.StatementFormat;
import dev.countersign.server.statements.Statements;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Statements to take away, of one's own accounts and, for administrators, of any. */
@Hidden
@Controller
class StatementPages {
  private final VisibleAccounts visible;
  private final Statements statements;

  StatementPages(VisibleAccounts visible, Statements statements) {
    this.visible = visible;
    this.statements = statements;
  }

  @GetMapping({
    ConsoleChain.ROOT + "/accounts/{id}/statement",
    ConsoleChain.OWN + "/accounts/{id}/statement"
  })
  void statement(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String format,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Account account = visible.require(caller, id);
    Optional<LocalDate> first = day(from);
    Optional<LocalDate> last = day(to);
    Optional<StatementFormat> wanted = StatementFormat.find(format);
    if (first.isEmpty() || last.isEmpty() || wanted.isEmpty() || last.get().isBefore(first.get())) {
      back(account, request).render(null, request, response);
      return;
    }
    Statements.Wish wish =
        new Statements.Wish(
            account,
            first.get().atStartOfDay(ZoneOffset.UTC).toInstant(),
            last.get().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
            Sense.RECORDED,
            wanted.get());
    if (!statements.isPossible(wish)) {
      back(account, request).render(null, request, response);
      return;
    }
    response.setContentType(wanted.get().mediaType());
    response.setHeader(
        "Content-Disposition",
        "attachment; filename=\""
            + account.id().text()
            + "_"
            + first.get()
            + "_"
            + last.get()
            + "."
            + wanted.get().extension()
            + "\"");
    statements.write(wish, response.getOutputStream());
  }

  // To the page that holds the form, which says what is the matter.
  private static Redirect back(Account account, HttpServletRequest request) {
    String fault = "?fault=" + StatementForms.FAULT;
    return new Redirect(
        request.getServletPath().startsWith(ConsoleChain.OWN)
            ? OwnAccountPages.PAGE + fault
            : ConsoleChain.ROOT + "/accounts/" + account.id().text() + fault);
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.length() == "2000-01-01".length()
          ? Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() < 9999)
          : Optional.empty();
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }
}
