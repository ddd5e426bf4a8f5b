package dev.countersign.server.platform.store;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.server.platform.config.ServiceSettings;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The store as beans. Whoever uses the store depends on its {@link DataSource} and so is stopped
 * before it.
 */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
  @Bean
  Store store(
      ServiceSettings service,
      DatabaseSettings database,
      Clock clock,
      Optional<StoreHeadStart> headStart) {
    return headStart
        .map(StoreHeadStart::await)
        .orElseGet(() -> Store.open(service, database, clock));
  }

  @Bean
  DatabaseProductionCheck databaseProductionCheck(DatabaseSettings settings) {
    return new DatabaseProductionCheck(settings);
  }

  @Bean(destroyMethod = "")
  DataSource dataSource(Store store) {
    return store.application();
  }

  @Bean
  StoreMeters storeMeters(Store store) {
    return new StoreMeters(store.application());
  }

  @Bean
  TenantDocuments tenantDocuments(
      JdbcClient jdbc, JsonMapper json, TenantTransactions transactions, Clock clock) {
    return new TenantDocuments(jdbc, json, transactions, clock, Ticker.systemTicker());
  }

  @Bean
  JdbcMonthPartitions monthPartitions(JdbcClient jdbc, Clock clock) {
    return new JdbcMonthPartitions(jdbc, clock);
  }
}
