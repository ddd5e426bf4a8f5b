package dev.countersign.server.platform.crypto;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.CommandWork;
import dev.countersign.server.platform.store.StoreAccess;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A table of every tenant in which each row has a sealed value. */
public abstract class SealedTable implements MasterSealed {
  /** Rows whose value does not begin with a prefix, locked. */
  protected abstract List<SealedRow> outdated(
      JdbcClient jdbc, TenantId tenant, byte[] currentPrefix, int limit);

  /** Puts the rows' new values into their place. */
  protected abstract void update(JdbcClient jdbc, TenantId tenant, List<SealedRow> rows);

  /** How many rows have one that does not. */
  protected abstract long count(JdbcClient jdbc, TenantId tenant, byte[] currentPrefix);

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
    List<SealedRow> anew =
        outdated(jdbc, tenant, keys.currentPrefix(), limit).stream()
            .map(row ->
                new SealedRow(row.key(), keys.reseal(row.sealed(), row.context()), row.context()))
            .toList();
    if (!anew.isEmpty()) {
      update(jdbc, tenant, anew);
    }
    return anew.size();
  }

  @Override
  public final long outdated(StoreAccess store, Resealing keys) {
    CommandWork work = new CommandWork(store.application());
    return work.tenants().stream()
        .mapToLong(tenant ->
            work.transactions().in(tenant, () -> count(work.jdbc(), tenant, keys.currentPrefix())))
        .sum();
  }
}
