package dev.countersign.server.sessions;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.users.Users;
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
      SessionEnds ends,
      ApplicationEventPublisher events,
      SessionSettings settings,
      Clock clock,
      IdGenerator ids) {
    return new Sessions(
        new JdbcSessions(jdbc),
        new SessionOrigins(personalData),
        activity,
        ends,
        events,
        settings,
        clock,
        ids);
  }

  @Bean
  SessionEnds sessionEnds(JdbcClient jdbc, Revocations revocations, AuditTrail audit) {
    return new SessionEnds(new JdbcSessions(jdbc), revocations, audit);
  }

  @Bean
  OwnSessions ownSessions(Sessions sessions, SessionEnds ends, TenantTransactions transactions) {
    return new OwnSessions(sessions, ends, transactions);
  }

  @Bean
  SessionAdministration sessionAdministration(
      Sessions sessions,
      SessionEnds ends,
      Users users,
      TenantTransactions transactions,
      Clock clock) {
    return new SessionAdministration(sessions, ends, users, transactions, clock);
  }
}
