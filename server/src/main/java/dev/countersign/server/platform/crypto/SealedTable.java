package dev.countersign.server.platform.crypto;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.CommandWork;
import dev.countersign.server.platform.store.StoreAccess;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A table of every tenant in which each row has a sealed value. */
public abstract class SealedTable implements MasterSealed {
  private final SealedColumn column;

  protected SealedTable(SealedColumn column) {
    this.column = column;
  }

  /** What the value of a row is bound to. */
  protected abstract String context(TenantId tenant, String key);

  @Override
  public final int reseal(StoreAccess store, Resealing keys, int limit) {
    CommandWork work = new CommandWork(store.application());
    for (TenantId tenant : work.tenants()) {
      int done = work.transactions().in(tenant, () -> resealSome(work.jdbc(), tenant, keys, limit));
      if (done > 0) {
        return done;
      }
    }
    return 0;
  }

  private int resealSome(JdbcClient jdbc, TenantId tenant, Resealing keys, int limit) {
    JdbcSealedColumn values = new JdbcSealedColumn(jdbc, column);
    List<Map.Entry<String, byte[]>> anew =
        values.notBeginningWith(tenant, keys.currentPrefix(), limit).stream()
            .map(row ->
                Map.entry(row.getKey(), keys.reseal(row.getValue(), context(tenant, row.getKey()))))
            .toList();
    if (!anew.isEmpty()) {
      values.reseal(tenant, anew);
    }
    return anew.size();
  }

  @Override
  public final long outdated(StoreAccess store, Resealing keys) {
    CommandWork work = new CommandWork(store.application());
    return work.tenants().stream()
        .mapToLong(tenant ->
            work.transactions()
                .in(
                    tenant,
                    () ->
                        new JdbcSealedColumn(work.jdbc(), column)
                            .countNotBeginningWith(tenant, keys.currentPrefix())))
        .sum();
  }
}
