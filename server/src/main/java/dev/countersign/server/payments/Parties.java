package dev.countersign.server.payments;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Accounts;
import dev.countersign.server.ledger.HeldPayment;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.problem.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Who has which part in a payment, and what may be done by that. Whose an account is never changes,
 * so that nothing of this can be out of date when the ledger is asked.
 */
@Component
class Parties {
  private final Accounts accounts;

  Parties(Accounts accounts) {
    this.accounts = accounts;
  }

  /** A caller, and the accounts that are theirs. */
  record Party(Caller caller, Set<AccountId> own) {
    Party {
      own = Set.copyOf(own);
    }

    boolean sees(AccountId account) {
      return own.contains(account) || caller.may(Permission.LEDGER_READ) || isBookkeeper();
    }

    boolean sees(HeldPayment hold) {
      return sees(hold.payer()) || hold.payees().stream().anyMatch(part -> sees(part.account()));
    }

    boolean sees(PostedTransfer transfer) {
      return transfer.entries().stream().anyMatch(entry -> sees(entry.account()));
    }

    boolean isPayer(HeldPayment hold) {
      return pays() && own.contains(hold.payer());
    }

    boolean isPayee(HeldPayment hold) {
      return pays() && hold.payees().stream().anyMatch(part -> own.contains(part.account()));
    }

    /** Whether all that a reversal takes is the caller's own, and the service's part in it none. */
    boolean gotAllOf(PostedTransfer transfer) {
      List<PostedTransfer.PostedEntry> credits =
          transfer.entries().stream().filter(entry -> entry.amountMinor() > 0).toList();
      boolean isPayment =
          transfer.type() == Transfer.Type.PAYMENT || transfer.type() == Transfer.Type.CAPTURE;
      return pays()
          && isPayment
          && credits.stream().allMatch(entry -> own.contains(entry.account()));
    }

    boolean isBookkeeper() {
      return caller.may(Permission.LEDGER_WRITE);
    }

    /** The key of somebody who has a part in it. */
    IdempotencyKey ownKey(String key, RequestHash hash) {
      return IdempotencyKey.ofPayer(caller.person(), key, hash);
    }

    /** The key of a bookkeeper; whoever is none is refused. */
    IdempotencyKey bookkeepersKey(String key, RequestHash hash, String otherwise) {
      if (!isBookkeeper()) {
        throw new ProblemException(ErrorCode.FORBIDDEN, otherwise);
      }
      return IdempotencyKey.ofTenant(caller.tenant(), key, hash);
    }

    private boolean pays() {
      return caller.may(Permission.PAY);
    }
  }

  Party of(Caller caller) {
    return new Party(
        caller,
        caller.user() == null
            ? Set.of()
            : accounts.ofOwner(caller.tenant(), caller.user()).stream()
                .map(Account::id)
                .collect(Collectors.toSet()));
  }
}
