package dev.countersign.server.console.page;

import java.util.List;
import java.util.Map;

/**
 * What is about to be paid, to be looked at once more.
 *
 * @param sentence exactly what will be done
 * @param amount on the button
 * @param fields what is sent along
 */
public record PaySummary(
    String sentence, String amount, List<PaymentView.Fact> facts, Map<String, String> fields) {
  public PaySummary {
    facts = List.copyOf(facts);
    fields = Map.copyOf(fields);
  }
}
