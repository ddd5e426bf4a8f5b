package dev.countersign.api;

import java.util.List;

/**
 * The caller and their accounts, one for each asset: {@code GET /v1/account}.
 *
 * @param holder the caller
 * @param accounts as they stand now
 */
public record AccountsAnswer(AccountHolder holder, List<Account> accounts) {
  public AccountsAnswer {
    accounts = Copies.of(accounts);
  }
}
