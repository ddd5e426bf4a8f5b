package dev.countersign.api;

import java.util.List;

/**
 * Accounts to open: {@code POST /v1/admin/accounts/batch}. Safe to send again.
 *
 * @param accounts 1 to {@link BatchLimits#ITEMS_MAX}
 */
public record AccountBatchRequest(List<AccountOpening> accounts) {
  public AccountBatchRequest {
    accounts = Copies.of(accounts);
  }
}
