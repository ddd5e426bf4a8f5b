package dev.countersign.server.payments;

import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.RequestHash;

/**
 * From whose account a payment goes.
 *
 * @param name how an administrator named the account; empty for the caller's own
 */
record Payer(Caller caller, AccountRef account, String name) {
  static Payer self(Caller caller) {
    return new Payer(caller, new AccountRef.OfOwner(caller.person()), "");
  }

  boolean isSelf() {
    return name.isEmpty();
  }

  /** An administrator's key makes it an administrator's payment, and it is judged as such. */
  IdempotencyKey key(String key, RequestHash hash) {
    return isSelf()
        ? IdempotencyKey.ofPayer(caller.person(), key, hash)
        : IdempotencyKey.ofTenant(caller.tenant(), key, hash);
  }
}
