package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.TenantId;
import java.util.Optional;

/** Reads what was answered under keys, for whoever would refuse before the ledger is asked. */
public interface FirstAnswers {
  /**
   * What a request under this key is answered, where one has come before: the first answer again,
   * or that the key is another request's.
   */
  Optional<Verdict> find(TenantId tenant, IdempotencyKey key);
}
