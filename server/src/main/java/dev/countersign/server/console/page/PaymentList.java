package dev.countersign.server.console.page;

import dev.countersign.server.console.page.AccountView.AccountName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Payments, and what is held of some to come.
 *
 * @param address of the page
 * @param everybodys whether it is the tenant's, and not somebody's own
 * @param search what was looked for
 * @param held what is held and waits; {@code null} where the list itself is of what is held
 */
public record PaymentList(
    String address,
    boolean everybodys,
    Search search,
    @Nullable List<Row> held,
    List<Row> rows,
    Paging paging,
    List<String> faults) {

  /** What was looked for, as it was typed. */
  public record Search(
      String from, String to, String status, String type, String party, String least, String most) {
    public boolean isAny() {
      return !(from + to + status + type + party + least + most).isEmpty();
    }
  }

  /**
   * A payment or a hold.
   *
   * @param left of a hold, what is still held
   * @param what it is for, where somebody has said so
   */
  public record Row(
      String id,
      String type,
      String status,
      String looks,
      Moment when,
      @Nullable AccountName from,
      @Nullable AccountName to,
      Amount amount,
      @Nullable Amount left,
      @Nullable Moment expires,
      @Nullable String what) {}

  public PaymentList {
    held = held == null ? null : List.copyOf(held);
    rows = List.copyOf(rows);
    faults = List.copyOf(faults);
  }

  /** Whether the list is of what is or was held. */
  public boolean isOfHolds() {
    return held == null;
  }
}
