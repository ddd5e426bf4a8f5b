package dev.countersign.server.platform.store;

import dev.countersign.server.platform.id.TenantId;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that say which tenants they may see. Row-level security shows nothing to one that
 * does not say, so this is the only door to tenants' rows. A call inside another joins it, and may
 * not ask for more than it.
 */
@Component
public class TenantTransactions {
  private static final String ACROSS = "set local role countersign_crosstenant";

  private final TransactionTemplate transactions;
  private final JdbcClient jdbc;

  public TenantTransactions(PlatformTransactionManager manager, JdbcClient jdbc) {
    this.transactions = new TransactionTemplate(manager);
    this.jdbc = jdbc;
  }

  /** Runs work that sees one tenant. */
  public <T extends @Nullable Object> T in(TenantId tenant, Supplier<T> work) {
    return in(Set.of(tenant), work);
  }

  /** Runs work without a result that sees one tenant. */
  public void run(TenantId tenant, Runnable work) {
    in(
        tenant,
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }

  /** Runs work that sees exactly these tenants. */
  public <T extends @Nullable Object> T in(Collection<TenantId> tenants, Supplier<T> work) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      return join(tenants, work);
    }
    return begin(tenants, LocalSettings.NONE, work);
  }

  /**
   * Runs work that sees exactly these tenants in a transaction of its own, under settings of the
   * store that end with it.
   */
  public <T extends @Nullable Object> T in(
      Collection<TenantId> tenants, LocalSettings settings, Supplier<T> work) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("settings are for a transaction of its own");
    }
    return begin(tenants, settings, work);
  }

  // One statement sets all, for each is a round trip.
  private <T extends @Nullable Object> T begin(
      Collection<TenantId> tenants, LocalSettings settings, Supplier<T> work) {
    return transactions.execute(status -> {
      jdbc.sql(settings.sql()).param("tenants", list(tenants)).query(row -> {});
      return withScope(Set.copyOf(tenants), work);
    });
  }

  /**
   * Runs work in the role that sees every tenant but only a listed set of tables: look-ups before a
   * tenant is known, the audit sequencer, verifiers. Never inside another transaction.
   */
  public <T extends @Nullable Object> T acrossTenants(Supplier<T> work) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("work across tenants needs a transaction of its own");
    }
    return transactions.execute(status -> {
      jdbc.sql(ACROSS).update();
      return withScope(Set.of(), work);
    });
  }

  private <T extends @Nullable Object> T join(Collection<TenantId> tenants, Supplier<T> work) {
    Object scope = TransactionSynchronizationManager.getResource(this);
    if (!(scope instanceof Set<?> open) || !open.containsAll(tenants)) {
      throw new IllegalStateException("the open transaction sees other tenants than asked for");
    }
    return work.get();
  }

  private <T extends @Nullable Object> T withScope(Set<TenantId> scope, Supplier<T> work) {
    TransactionSynchronizationManager.bindResource(this, scope);
    try {
      return work.get();
    } finally {
      TransactionSynchronizationManager.unbindResource(this);
    }
  }

  private static String list(Collection<TenantId> tenants) {
    return tenants.stream()
        .map(tenant -> tenant.value().toString())
        .collect(Collectors.joining(","));
  }
}
