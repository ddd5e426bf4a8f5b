package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class SessionsConfiguration {
  @Bean
  EndedSessions endedSessions(
      JdbcClient jdbc,
      TenantTransactions transactions,
      @Value("${countersign.tokens.access-life:15m}") Duration tokenLife,
      Clock clock) {
    JdbcSessions store = new JdbcSessions(jdbc);
    return new EndedSessions(
        since -> transactions.acrossTenants(() -> store.findEnded(since)),
        tokenLife,
        clock,
        System::nanoTime);
  }

  @Bean
  EndedSessionsRefresh endedSessionsRefresh(EndedSessions view) {
    return new EndedSessionsRefresh(view);
  }

  @Bean
  Sessions sessions(JdbcClient jdbc, EndedSessions ended, Clock clock, IdGenerator ids) {
    return new Sessions(new JdbcSessions(jdbc), ended, clock, ids);
  }
}
