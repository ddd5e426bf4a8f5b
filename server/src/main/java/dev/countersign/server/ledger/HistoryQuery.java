package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the movements on some accounts, newest first. A movement that touches several of them
 * is listed once.
 *
 * @param accounts the reader's
 * @param cursor as the page before gave it; {@code null} for the first page
 * @param offset how many to pass over, from the cursor on
 */
public record HistoryQuery(
    TenantId tenant,
    List<AccountId> accounts,
    HistoryFilter filter,
    @Nullable HistoryCursor cursor,
    int offset,
    int limit) {
  /** The most movements to pass over: they are read all the same, and a cursor costs nothing. */
  public static final int OFFSET_MAX = 10_000;

  public HistoryQuery {
    accounts = List.copyOf(accounts);
    Page.requireLimit(limit);
    if (offset < 0 || offset > OFFSET_MAX) {
      throw new IllegalArgumentException("an offset is 0 to " + OFFSET_MAX);
    }
  }
}
