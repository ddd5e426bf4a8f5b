package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mandates that somebody gave or was given. */
public record MandateList(List<Row> rows, @Nullable String notice) {
  /**
   * One of them.
   *
   * @param other who may draw, or whose account it is
   * @param given whether whoever looks gave it
   * @param left how many more payments
   * @param open whether it can be taken back
   */
  public record Row(
      String id,
      String other,
      boolean given,
      String drawn,
      String ceiling,
      String currency,
      long left,
      String status,
      String looks,
      Moment expires,
      boolean open) {}

  public MandateList {
    rows = List.copyOf(rows);
  }
}
