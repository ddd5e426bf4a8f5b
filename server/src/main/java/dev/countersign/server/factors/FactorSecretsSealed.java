package dev.countersign.server.factors;

import dev.countersign.server.platform.crypto.SealedColumn;
import dev.countersign.server.platform.crypto.SealedTable;
import dev.countersign.server.platform.id.TenantId;
import java.util.UUID;

/** The secrets of authenticator apps. */
public final class FactorSecretsSealed extends SealedTable {
  /** Made by the service loader. */
  public FactorSecretsSealed() {
    super(new SealedColumn("factors", "id", "uuid", "secret_sealed"));
  }

  @Override
  public String name() {
    return "authenticator secrets";
  }

  @Override
  protected String context(TenantId tenant, String key) {
    return TotpSecrets.context(new FactorId(UUID.fromString(key)));
  }
}
