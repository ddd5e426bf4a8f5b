package dev.countersign.server.console;

import dev.countersign.server.console.page.StatementForm;
import dev.countersign.server.ledger.Account;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;

/** Makes the forms by which statements are asked for: of this month, unless told otherwise. */
@Component
class StatementForms {
  /** What a page is told where a statement could not be made. */
  static final String FAULT = "statement";

  private static final String SENTENCE =
      "No statement of that: give a first day and a last one that does not come before it. camt.053"
          + " cannot tell of every asset; CSV and PDF can.";

  private final InstantSource clock;

  StatementForms(InstantSource clock) {
    this.clock = clock;
  }

  /** The form that stands below an account's list. */
  StatementForm of(Account account, String list, String fault) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return new StatementForm(
        account.id().text(),
        list + "/" + account.id().text() + "/statement",
        today.withDayOfMonth(1).toString(),
        today.toString(),
        faults(fault));
  }

  static List<String> faults(String fault) {
    return fault.equals(FAULT) ? List.of(SENTENCE) : List.of();
  }
}
