package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.TenantId;
import java.util.Collection;
import java.util.Map;

/**
 * Decides, inside the posting transaction, on whose word nothing may be posted any more. It
 * re-reads and share-locks what it judges by, so that a revocation committed before the posting
 * refuses it, and one that comes later waits.
 */
public interface PostingGuard {
  /** One tenant's authority to judge, and what it is used for. */
  record Request(TenantId tenant, Transfer.Authority authority, Transfer.Type type) {
    static Request of(Transfer transfer) {
      return new Request(transfer.tenant(), transfer.authority(), transfer.type());
    }
  }

  /** The requests that are refused, each with its reason; all others pass. */
  Map<Request, Refusal> refused(Collection<Request> requests);
}
