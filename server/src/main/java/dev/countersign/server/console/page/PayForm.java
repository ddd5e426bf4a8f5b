package dev.countersign.server.console.page;

import java.util.List;

/**
 * Somebody's wish to pay somebody.
 *
 * @param accounts what it can be paid from
 * @param key under which the form pays once, however often it is sent
 */
public record PayForm(List<Account> accounts, String key, Filled form) {
  /**
   * One of the payer's accounts.
   *
   * @param available what can be taken from it
   */
  public record Account(String id, Amount available) {}

  public PayForm {
    accounts = List.copyOf(accounts);
  }
}
