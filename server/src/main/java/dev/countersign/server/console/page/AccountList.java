package dev.countersign.server.console.page;

import java.util.List;

/** Accounts, all or those that a search found. */
public record AccountList(String search, List<AccountRow> accounts, Paging paging) {
  public AccountList {
    accounts = List.copyOf(accounts);
  }

  public boolean isSearch() {
    return !search.isEmpty();
  }
}
