package dev.countersign.server.sessions;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.revocation.Revocations;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class SessionsConfiguration {
  @Bean
  SessionActivity sessionActivity(JdbcClient jdbc, TenantTransactions transactions, Clock clock) {
    JdbcSessionActivity store = new JdbcSessionActivity(jdbc);
    return new SessionActivity(
        (tenants, lastUsed) -> transactions.in(tenants, () -> store.write(lastUsed)), clock);
  }

  @Bean
  SessionActivityWriting sessionActivityWriting(SessionActivity activity) {
    return new SessionActivityWriting(activity);
  }

  @Bean
  Sessions sessions(
      JdbcClient jdbc,
      PersonalData personalData,
      SessionActivity activity,
      Revocations revocations,
      AuditTrail audit,
      ApplicationEventPublisher events,
      SessionSettings settings,
      Clock clock,
      IdGenerator ids) {
    JdbcSessions store = new JdbcSessions(jdbc);
    return new Sessions(
        store,
        new SessionOrigins(personalData),
        activity,
        new SessionEnds(store, revocations, audit),
        events,
        settings,
        clock,
        ids);
  }
}
