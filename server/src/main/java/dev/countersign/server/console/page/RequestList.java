package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is asked to pay, and asks others for.
 *
 * @param key under which the form asks once, however often it is sent
 * @param currencies in which they can ask to be paid, the likeliest first
 * @param form that was sent last: the one that asks, or one that declines
 */
public record RequestList(
    List<Row> in,
    List<Row> out,
    String key,
    List<String> currencies,
    Filled form,
    @Nullable String notice) {
  /**
   * One of them.
   *
   * @param other who asks, or is asked
   * @param reason why it was declined
   * @param payment by which it was paid
   */
  public record Row(
      String id,
      String other,
      Amount amount,
      @Nullable String note,
      String status,
      String looks,
      boolean open,
      Moment expires,
      @Nullable String reason,
      @Nullable String payment) {
    /** The name of the field that takes the reason to decline it. */
    public String reasonField() {
      return reasonField(id);
    }

    public static String reasonField(String id) {
      return "reason-" + id;
    }
  }

  public RequestList {
    in = List.copyOf(in);
    out = List.copyOf(out);
    currencies = List.copyOf(currencies);
  }
}
