package dev.countersign.server.sessions;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.redis.Redis;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.users.Users;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
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
  SessionEnds sessionEnds(
      JdbcClient jdbc,
      Revocations revocations,
      BrowserSessionLookup browsers,
      AuditTrail audit,
      ApplicationEventPublisher events) {
    return new SessionEnds(new JdbcSessions(jdbc), revocations, browsers, audit, events);
  }

  @Bean
  BrowserSessionLookup browserSessionLookup(
      JdbcClient jdbc,
      TenantTransactions transactions,
      ObjectProvider<Redis> redis,
      MasterKeys keys,
      Clock clock) {
    BrowserSessionLookup stored =
        new StoredBrowserSessions(new JdbcSessions(jdbc), transactions, clock);
    Redis shared = redis.getIfAvailable();
    return shared == null ? stored : new RedisBrowserSessions(shared, keys, stored, clock);
  }

  @Bean
  BrowserSessions browserSessions(
      Sessions sessions,
      BrowserSessionLookup lookup,
      Revocations revocations,
      SessionActivity activity,
      BrowserSessionSettings settings,
      Clock clock,
      SecureRandom random) {
    return new BrowserSessions(sessions, lookup, revocations, activity, settings, clock, random);
  }

  @Bean
  OwnSessions ownSessions(Sessions sessions, SessionEnds ends, TenantTransactions transactions) {
    return new OwnSessions(sessions, ends, transactions);
  }

  @Bean
  SessionAdministration sessionAdministration(
      Sessions sessions, SessionEnds ends, Users users, TenantTransactions transactions) {
    return new SessionAdministration(sessions, ends, users, transactions);
  }
}
