package dev.countersign.server.platform.health;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @Bean
  HealthChecks healthChecks(
      List<HealthCheck> checks, ObjectProvider<DataSource> database, Clock clock) {
    HealthChecks all = new HealthChecks(checks, clock, LIMIT);
    database.ifAvailable(source -> all.add(new JdbcDatabaseCheck(source)));
    return all;
  }
}
