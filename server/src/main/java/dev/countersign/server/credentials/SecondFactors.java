package dev.countersign.server.credentials;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;

/** Who is asked for a second factor; a port, for factors rest on passwords. */
public interface SecondFactors {
  /** Whether somebody has one that they are asked for. Joins the caller's transaction. */
  boolean has(TenantId tenant, UserId user);
}
