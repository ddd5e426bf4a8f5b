package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.TenantId;
import java.util.UUID;

/** An idempotency key where it is unique: in its tenant and scope. */
record KeyName(TenantId tenant, UUID scope, String key) {
  static KeyName of(Instruction instruction) {
    return new KeyName(instruction.tenant(), instruction.key().scope(), instruction.key().key());
  }
}
