package dev.countersign.server.payments;

import dev.countersign.api.BatchLimits;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of a batch: something in it, not too much, no nulls. */
final class BatchItems {
  private BatchItems() {}

  static <T> List<T> verified(String field, List<? extends @Nullable T> items) {
    List<T> present = new ArrayList<>(items.size());
    Fields fields = new Fields();
    if (items.isEmpty() || items.size() > BatchLimits.ITEMS_MAX) {
      fields.fault(field, "size", "Give 1 to " + BatchLimits.ITEMS_MAX + " items.");
    } else {
      for (int index = 0; index < items.size(); index++) {
        T item = items.get(index);
        if (item == null) {
          fields.fault(field + "[" + index + "]", "required", "Leave out what is null.");
        } else {
          present.add(item);
        }
      }
    }
    fields.verify();
    return present;
  }

  /** What is wrong with an item, in one sentence with the field at fault. */
  static String sentence(ProblemException refused) {
    return refused.errors().isEmpty()
        ? String.valueOf(refused.getMessage())
        : refused.errors().getFirst().field() + ": " + refused.errors().getFirst().message();
  }
}
