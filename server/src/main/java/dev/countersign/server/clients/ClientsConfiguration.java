package dev.countersign.server.clients;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class ClientsConfiguration {
  @Bean
  Clients clients(
      JdbcClient jdbc,
      TenantTransactions transactions,
      AuditTrail audit,
      Clock clock,
      IdGenerator ids,
      SecureRandom random) {
    return new Clients(new JdbcClients(jdbc), transactions, audit, clock, ids, random);
  }

  @Bean
  ClientAuthentication clientAuthentication(Clients clients) {
    return new ClientAuthentication(clients);
  }
}
