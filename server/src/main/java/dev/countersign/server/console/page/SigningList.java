package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Payments that wait to be signed.
 *
 * @param signsForOthers whether the list is everybody's
 */
public record SigningList(boolean signsForOthers, List<Row> rows, @Nullable String notice) {
  /**
   * One of them.
   *
   * @param text exactly what is signed
   */
  public record Row(String id, String text, String payer, boolean own, Moment expires) {}

  public SigningList {
    rows = List.copyOf(rows);
  }
}
