package dev.countersign.server.privacy;

import dev.countersign.server.platform.crypto.SealedColumn;
import dev.countersign.server.platform.crypto.SealedTable;
import dev.countersign.server.platform.id.TenantId;
import java.util.UUID;

/** The persons' keys, which the master keys wrap. */
public final class PersonKeysSealed extends SealedTable {
  /** Made by the service loader. */
  public PersonKeysSealed() {
    super(new SealedColumn("person_keys", "person_id", "uuid", "wrapped_key"));
  }

  @Override
  public String name() {
    return "person keys";
  }

  @Override
  protected String context(TenantId tenant, String key) {
    return SealedPersonalData.wrapping(tenant, UUID.fromString(key));
  }
}
