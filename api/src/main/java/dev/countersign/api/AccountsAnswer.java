package dev.countersign.api;

import java.util.List;

/** The caller's accounts, one for each asset: {@code GET /v1/account}. */
public record AccountsAnswer(List<Account> accounts) {
  public AccountsAnswer {
    accounts = Copies.of(accounts);
  }
}
