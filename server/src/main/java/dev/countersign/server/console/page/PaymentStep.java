package dev.countersign.server.console.page;

import java.util.List;
import java.util.Map;

/**
 * Asks once more before money moves.
 *
 * @param back the page of the payment
 * @param action where the answer goes
 * @param sentence exactly what will be done
 * @param button what does it
 * @param fields what is sent along
 */
public record PaymentStep(
    String back,
    String action,
    String heading,
    String sentence,
    String button,
    List<PaymentView.Fact> facts,
    Map<String, String> fields) {
  public PaymentStep {
    facts = List.copyOf(facts);
    fields = Map.copyOf(fields);
  }
}
