package dev.countersign.server.ratelimit;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.store.TenantDocuments;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Limits that tenants set, which takes a store. */
@Configuration(proxyBeanMethods = false)
class TenantLimitsConfiguration {
  @Bean
  TenantLimits tenantLimits(
      RateLimitSettings settings, TenantDocuments documents, AuditTrail audit) {
    return new TenantLimits(settings, documents, audit);
  }
}
