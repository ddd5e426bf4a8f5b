package dev.countersign.server.reconciliation;

import dev.countersign.server.reconciliation.OutsideStatement.Line;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry of a camt.053 while it is being read. */
final class CamtEntry {
  private static final String NOT_PROVIDED = "NOTPROVIDED";

  private final int startsAt;
  private final StringBuilder details = new StringBuilder();
  private boolean pending;
  private @Nullable String endToEnd;
  @Nullable Long amount;
  @Nullable Boolean debit;
  @Nullable LocalDate booked;
  @Nullable LocalDate valued;
  @Nullable String servicerReference;
  @Nullable String entryReference;
  @Nullable String debtor;
  @Nullable String creditor;

  CamtEntry(int startsAt) {
    this.startsAt = startsAt;
  }

  void status(String code) {
    pending |= code.equals("PDNG") || code.equals("INFO") || code.equals("FUTR");
  }

  /** The first of several counts. */
  void endToEnd(@Nullable String reference) {
    if (endToEnd == null && !NOT_PROVIDED.equals(reference)) {
      endToEnd = reference;
    }
  }

  void tell(String text) {
    if (details.length() < OutsideStatement.TEXT_MAX) {
      details.append(details.isEmpty() ? "" : " ").append(text);
    }
  }

  /** The line it is; none for what is not booked. */
  Optional<Line> line(int number) {
    if (pending) {
      return Optional.empty();
    }
    LocalDate date = booked == null ? valued : booked;
    if (amount == null || amount < 0 || debit == null || date == null) {
      throw UnreadableFile.at(
          startsAt, "Ntry", "An entry has an amount, CdtDbtInd and a date of booking or value.");
    }
    String bank = servicerReference == null ? entryReference : servicerReference;
    return Optional.of(
        new Line(
            number,
            date,
            debit ? -amount : amount,
            endToEnd == null ? bank : endToEnd,
            debit ? creditor : debtor,
            FileText.kept(startsAt, "Ntry", details.toString())));
  }
}
