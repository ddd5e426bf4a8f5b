package dev.countersign.server.console.page;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is asked to pay, and asks others for.
 *
 * @param key under which the form asks once, however often it is sent
 * @param typed what the form held
 */
public record RequestList(
    List<Row> in,
    List<Row> out,
    String key,
    Map<String, String> typed,
    @Nullable String notice,
    List<String> faults) {
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
      @Nullable String payment) {}

  public RequestList {
    in = List.copyOf(in);
    out = List.copyOf(out);
    typed = Map.copyOf(typed);
    faults = List.copyOf(faults);
  }

  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }
}
