package dev.countersign.server.tokens;

import dev.countersign.server.platform.crypto.SealedColumn;
import dev.countersign.server.platform.crypto.SealedTable;
import dev.countersign.server.platform.id.TenantId;

/** The private halves of the keys that sign tokens. */
public final class SigningKeysSealed extends SealedTable {
  /** Made by the service loader. */
  public SigningKeysSealed() {
    super(new SealedColumn("signing_keys", "kid", "text", "private_sealed"));
  }

  @Override
  public String name() {
    return "signing keys";
  }

  @Override
  protected String context(TenantId tenant, String key) {
    return SigningKeys.context(key);
  }
}
