package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import java.util.List;

/**
 * Rows that tell of an account do not agree; nothing can be taken from it any more. Published in
 * the transaction that freezes it.
 *
 * @param findings what is wrong, each in one line
 */
public record LedgerDamaged(TenantId tenant, AccountId account, List<String> findings) {
  public LedgerDamaged {
    findings = List.copyOf(findings);
  }
}
