package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.store.TenantTransactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Assets in the store, remembered once seen. What is not there is asked for again each time. */
final class JdbcAssets implements Assets {
  private static final String FIND =
      """
      select code, scale
      from assets
      where tenant_id = :tenant and code = :code
      """;

  private static final String FIND_ALL =
      """
      select code, scale
      from assets
      where tenant_id = :tenant
      order by code
      """;

  private static final String ADD =
      """
      insert into assets (tenant_id, code, scale)
      values (:tenant, :code, :scale)
      on conflict do nothing
      """;

  private final TenantTransactions transactions;
  private final JdbcClient jdbc;
  private final Map<Name, Asset> seen = new ConcurrentHashMap<>();

  private record Name(TenantId tenant, String code) {}

  JdbcAssets(TenantTransactions transactions, JdbcClient jdbc) {
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Asset> find(TenantId tenant, String code) {
    Name name = new Name(tenant, code);
    Asset known = seen.get(name);
    if (known != null || !Asset.isCode(code)) {
      return Optional.ofNullable(known);
    }
    Optional<Asset> found =
        transactions.in(
            tenant,
            () ->
                jdbc.sql(FIND)
                    .param("tenant", tenant.value())
                    .param("code", code)
                    .query((row, number) -> new Asset(row.getString(1), row.getInt(2)))
                    .optional());
    found.ifPresent(asset -> seen.put(name, asset));
    return found;
  }

  @Override
  public void add(TenantId tenant, List<Asset> assets) {
    for (Asset asset : assets) {
      jdbc.sql(ADD)
          .param("tenant", tenant.value())
          .param("code", asset.code())
          .param("scale", asset.scale())
          .update();
    }
  }

  @Override
  public List<Asset> all(TenantId tenant) {
    return transactions.in(
        tenant,
        () ->
            jdbc.sql(FIND_ALL)
                .param("tenant", tenant.value())
                .query((row, number) -> new Asset(row.getString(1), row.getInt(2)))
                .list());
  }
}
