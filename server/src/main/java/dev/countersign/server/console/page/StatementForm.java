package dev.countersign.server.console.page;

import java.util.List;

/**
 * Asks for a statement of an account.
 *
 * @param id of the account, by which the fields of several forms are told apart
 * @param from the first day to begin with
 * @param to the last
 */
public record StatementForm(String id, String action, String from, String to, List<String> faults) {
  public StatementForm {
    faults = List.copyOf(faults);
  }
}
