package dev.countersign.server.tenants;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.config.ProductionCheck;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.secret.SecretStrength;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.revocation.Revocations;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class TenantsConfiguration {
  @Bean
  Tenants tenants(
      JdbcClient jdbc,
      Revocations revocations,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      Clock clock,
      IdGenerator ids) {
    return new Tenants(new JdbcTenants(jdbc), revocations, transactions, audit, events, clock, ids);
  }

  @Bean
  TenantDirectory tenantDirectory(
      JdbcClient jdbc, Revocations revocations, TenantTransactions transactions) {
    return new TenantDirectory(new JdbcTenants(jdbc), revocations, transactions);
  }

  @Bean
  TenantGate tenantGate(TenantDirectory directory) {
    return new TenantGate(directory);
  }

  @Bean
  OperatorKey operatorKey(TenantSettings settings) {
    return new OperatorKey(settings.adminKey());
  }

  @Bean
  ProductionCheck operatorKeyCheck(TenantSettings settings) {
    return () ->
        Optional.ofNullable(settings.adminKey()).flatMap(SecretStrength::weakness).stream()
            .map(weakness ->
                "COUNTERSIGN_SUPER_ADMIN_KEY " + weakness + ". Choose another, or leave it out.")
            .toList();
  }
}
