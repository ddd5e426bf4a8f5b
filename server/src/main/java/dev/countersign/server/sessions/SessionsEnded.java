package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import java.util.UUID;

/** Sessions of a tenant were ended before their time, in the transaction of it. */
public record SessionsEnded(TenantId tenant, List<UUID> ids, EndReason reason) {
  public SessionsEnded {
    ids = List.copyOf(ids);
  }

  /** Whether nothing is wrong with who was in them: they left, or signed in elsewhere. */
  public boolean isOfOwnersAccord() {
    return reason == EndReason.LOGOUT || reason == EndReason.MAXIMUM_SESSIONS_EXCEEDED;
  }
}
