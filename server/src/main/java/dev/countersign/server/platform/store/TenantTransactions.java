package dev.countersign.server.platform.store;

import dev.countersign.server.platform.id.TenantId;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
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
  private final JdbcOperations jdbc;

  public TenantTransactions(PlatformTransactionManager manager, JdbcOperations jdbc) {
    this.transactions = new TransactionTemplate(manager);
    this.jdbc = jdbc;
  }

  /** Transactions on a source, for programs and commands without the service's beans. */
  public static TenantTransactions on(DataSource source) {
    return new TenantTransactions(new JdbcTransactionManager(source), new JdbcTemplate(source));
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

  /** What the open transaction sees, and what sets it where that may not have happened yet. */
  private record Scope(Set<TenantId> tenants, RoundTrip trip) {}

  /** Runs work that sees exactly these tenants. */
  public <T extends @Nullable Object> T in(Collection<TenantId> tenants, Supplier<T> work) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      return join(tenants, work);
    }
    return in(
        tenants,
        LocalSettings.NONE,
        trip -> {
          trip.make();
          return work.get();
        });
  }

  /**
   * Runs work that sees exactly these tenants in a transaction of its own, under settings of the
   * store that end with it. They are set by the first round trip it makes; until then it sees
   * nothing.
   */
  public <T extends @Nullable Object> T in(
      Collection<TenantId> tenants, LocalSettings settings, Function<RoundTrip, T> work) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("settings are for a transaction of its own");
    }
    return transactions.execute(status -> {
      RoundTrip trip = new RoundTrip(jdbc);
      trip.write(settings.sql(), parameters -> parameters.text(list(tenants)));
      return withScope(new Scope(Set.copyOf(tenants), trip), () -> work.apply(trip));
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
      jdbc.execute(ACROSS);
      return withScope(new Scope(Set.of(), new RoundTrip(jdbc)), work);
    });
  }

  private <T extends @Nullable Object> T join(Collection<TenantId> tenants, Supplier<T> work) {
    Object open = TransactionSynchronizationManager.getResource(this);
    if (!(open instanceof Scope scope) || !scope.tenants.containsAll(tenants)) {
      throw new IllegalStateException("the open transaction sees other tenants than asked for");
    }
    scope.trip.make();
    return work.get();
  }

  private <T extends @Nullable Object> T withScope(Scope scope, Supplier<T> work) {
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
