package dev.countersign.server.factors;

import dev.countersign.server.credentials.SecondFactors;
import dev.countersign.server.credentials.ShortPasswords;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells passwords whether a second factor stands beside them, and when none does any more. */
@Component
class FactorsBesidePasswords implements SecondFactors {
  private final JdbcFactors factors;
  private final UsableFactors usable;
  private final ShortPasswords passwords;
  private final TenantTransactions transactions;

  FactorsBesidePasswords(
      JdbcFactors factors,
      UsableFactors usable,
      ShortPasswords passwords,
      TenantTransactions transactions) {
    this.factors = factors;
    this.usable = usable;
    this.passwords = passwords;
    this.transactions = transactions;
  }

  @Override
  public boolean has(TenantId tenant, UserId user) {
    return transactions.in(tenant, () -> !usable.among(tenant, factors.list(user)).isEmpty());
  }

  @EventListener
  void on(FactorsChanged changed) {
    switch (changed.what()) {
      case DISABLED, RESET -> {
        if (!has(changed.tenant(), changed.user())) {
          passwords.factorLost(changed.tenant(), changed.user());
        }
      }
      case ENABLED, RECOVERY_CODES_REPLACED, RECOVERY_CODE_USED, TRIES_EXHAUSTED -> {
        // As many as before, or more.
      }
    }
  }
}
