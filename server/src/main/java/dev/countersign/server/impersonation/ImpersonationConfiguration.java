package dev.countersign.server.impersonation;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.tokens.Tokens;
import dev.countersign.server.users.Users;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class ImpersonationConfiguration {
  @Bean
  Impersonations impersonations(
      Users users,
      Sessions sessions,
      Tokens tokens,
      Revocations revocations,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      Clock clock) {
    return new Impersonations(
        users, sessions, tokens, revocations, transactions, audit, events, clock);
  }
}
