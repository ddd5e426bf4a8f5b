package dev.countersign.server.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Limits that tenants set, which takes a store. */
@Configuration(proxyBeanMethods = false)
class TenantLimitsConfiguration {
  @Bean
  TenantLimits tenantLimits(
      RateLimitSettings settings,
      JdbcClient jdbc,
      JsonMapper json,
      TenantTransactions transactions,
      AuditTrail audit,
      Clock clock) {
    return new TenantLimits(
        settings,
        new JdbcLimitSettings(jdbc, json),
        transactions,
        audit,
        clock,
        Ticker.systemTicker());
  }
}
