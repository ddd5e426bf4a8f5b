package dev.countersign.server.console.page;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish to pay somebody.
 *
 * @param accounts what it can be paid from
 * @param key under which the form pays once, however often it is sent
 * @param typed what the form held
 * @param faults what is wrong with it, by field; by the empty name what is wrong with all of it
 */
public record PayForm(
    List<Account> accounts, String key, Map<String, String> typed, Map<String, String> faults) {
  /**
   * One of the payer's accounts.
   *
   * @param available what can be taken from it
   */
  public record Account(String id, Amount available) {}

  public PayForm {
    accounts = List.copyOf(accounts);
    typed = Map.copyOf(typed);
    faults = Map.copyOf(faults);
  }

  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  public @Nullable String fault(String field) {
    return faults.get(field);
  }

  /** Whether the field is the first that somebody has to look at again. */
  public boolean isFirst(String field) {
    return List.of("account", "recipient", "amount", "reference").stream()
        .filter(faults::containsKey)
        .findFirst()
        .filter(field::equals)
        .isPresent();
  }
}
