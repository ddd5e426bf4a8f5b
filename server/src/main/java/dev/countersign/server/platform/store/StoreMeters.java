package dev.countersign.server.platform.store;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToIntFunction;

/** What an operator sees of the connections to the database. */
final class StoreMeters implements MeterBinder {
  private final HikariDataSource source;

  StoreMeters(HikariDataSource source) {
    this.source = source;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "active", HikariPoolMXBean::getActiveConnections, "Connections at work");
    gauge(registry, "idle", HikariPoolMXBean::getIdleConnections, "Connections that wait for work");
    gauge(
        registry,
        "waiting",
        HikariPoolMXBean::getThreadsAwaitingConnection,
        "Threads that wait for a connection");
    Gauge.builder("countersign.store.connections.max", source, HikariDataSource::getMaximumPoolSize)
        .description("Connections there may be")
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      ToIntFunction<HikariPoolMXBean> count,
      String description) {
    Gauge.builder("countersign.store.connections." + name, source, it -> count(it, count))
        .description(description)
        .register(registry);
  }

  // There is no pool before the first connection is asked for.
  private static int count(HikariDataSource source, ToIntFunction<HikariPoolMXBean> count) {
    HikariPoolMXBean pool = source.getHikariPoolMXBean();
    return pool == null ? 0 : count.applyAsInt(pool);
  }
}
