package dev.countersign.server.ledger;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.problem.ProblemException;

/**
 * Accounts as far as a caller may see them: one's own, or any with the right to read the ledger.
 */
public final class VisibleAccounts {
  private final Accounts accounts;

  VisibleAccounts(Accounts accounts) {
    this.accounts = accounts;
  }

  /** An account by its id {@code acc_…}; what the caller may not see is as good as none. */
  public Account require(Caller caller, String id) {
    return AccountId.parse(id)
        .flatMap(account -> accounts.find(caller.tenant(), account))
        .filter(account -> isVisible(caller, account))
        .orElseThrow(
            () -> new ProblemException(ErrorCode.NOT_FOUND, "No such account is yours to see."));
  }

  private static boolean isVisible(Caller caller, Account account) {
    return (account.owner() != null && account.owner().equals(caller.user()))
        || caller.may(Permission.LEDGER_READ);
  }
}
