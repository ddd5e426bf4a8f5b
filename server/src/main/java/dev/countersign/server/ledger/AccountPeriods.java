package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.PaymentId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What happened on an account in a stretch of time. */
public interface AccountPeriods {
  /** The sums of a stretch, and what it comprises. */
  Totals totals(Query query);

  /**
   * Reads the entries that the sums are of, in order, some at a time, and no others: what is posted
   * meanwhile stays outside. Between two of those times no connection is kept, so that whoever
   * takes them slowly is in nobody's way.
   */
  void forEach(Query query, Totals totals, Consumer<PeriodEntry> reader);

  /**
   * Which stretch.
   *
   * @param from at this time or later
   * @param to before this time
   */
  record Query(TenantId tenant, AccountId account, Instant from, Instant to, Sense sense) {}

  /**
   * The sums of a stretch.
   *
   * @param debitsMinor what was taken, as a positive number
   * @param after the last version recorded before the stretch
   * @param through the last version recorded in it
   * @param top the last version there was when the sums were made
   */
  record Totals(
      long openingMinor,
      long creditsMinor,
      long debitsMinor,
      long credits,
      long debits,
      long after,
      long through,
      long top) {
    public long closingMinor() {
      return openingMinor + creditsMinor - debitsMinor;
    }

    public long entries() {
      return credits + debits;
    }
  }

  /** The other side of an entry; there is none where several accounts are. */
  record Counterparty(
      AccountId account,
      Account.Kind kind,
      @Nullable UserId owner,
      @Nullable String externalReference) {}

  /**
   * One entry.
   *
   * @param balanceMinor the balance after it, in the order of the stretch
   * @param reference the administrator's, where there is one
   */
  record PeriodEntry(
      PaymentId payment,
      Transfer.Type type,
      @Nullable String reference,
      @Nullable Counterparty counterparty,
      long amountMinor,
      long balanceMinor,
      long version,
      Instant effectiveAt,
      Instant recordedAt) {}
}
