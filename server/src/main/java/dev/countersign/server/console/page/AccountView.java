package dev.countersign.server.console.page;

import dev.countersign.server.console.chart.Drawing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account with a page of its history.
 *
 * @param chart its balance over time; {@code null} while nothing has moved
 * @param limit how far below zero it may go; {@code null} where it may not, or is not limited
 * @param available what can be taken; {@code null} where nothing limits it
 * @param held what open holds keep of the balance; {@code null} for nothing
 */
public record AccountView(
    AccountRow account,
    @Nullable Amount limit,
    @Nullable Amount available,
    @Nullable Amount held,
    long entryCount,
    Moment opened,
    @Nullable Chart chart,
    List<Line> history,
    StatementForm statement,
    Paging paging) {

  /**
   * The balance over time.
   *
   * @param description the curve in a sentence
   * @param note what the chart leaves out; {@code null} where it shows everything
   */
  public record Chart(
      String title, String description, @Nullable String note, Drawing wide, Drawing narrow) {}

  /** An entry of the history. */
  public record Line(
      String payment,
      String type,
      @Nullable String reference,
      Moment effective,
      Amount amount,
      Amount balance,
      long version) {}

  /** An account by what people call it. */
  public record AccountName(String id, String name) {}

  public AccountView {
    history = List.copyOf(history);
  }
}
