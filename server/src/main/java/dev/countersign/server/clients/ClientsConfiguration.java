package dev.countersign.server.clients;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.config.PublicAddress;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.tenants.TenantGate;
import dev.countersign.server.tokens.TokenSettings;
import dev.countersign.server.tokens.Tokens;
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
      Revocations revocations,
      AuditTrail audit,
      Clock clock,
      IdGenerator ids,
      SecureRandom random) {
    return new Clients(new JdbcClients(jdbc), transactions, revocations, audit, clock, ids, random);
  }

  @Bean
  ClientAuthentication clientAuthentication(
      Clients clients,
      JdbcClient jdbc,
      TenantGate tenants,
      PublicAddress address,
      TokenSettings settings,
      TenantTransactions transactions,
      Clock clock) {
    return new ClientAuthentication(
        clients,
        new ClientAssertions(
            clients, new JdbcClientAssertions(jdbc), address, settings, transactions, clock),
        tenants);
  }

  @Bean
  ClientGrants clientGrants(
      Tokens tokens,
      JdbcClient jdbc,
      TenantTransactions transactions,
      AuditTrail audit,
      Clock clock) {
    return new ClientGrants(tokens, new JdbcClientAssertions(jdbc), transactions, audit, clock);
  }
}
