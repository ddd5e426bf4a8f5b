package dev.countersign.server.sessions;

import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.revocation.Revocations;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class SessionsConfiguration {
  @Bean
  Sessions sessions(JdbcClient jdbc, Revocations revocations, Clock clock, IdGenerator ids) {
    return new Sessions(new JdbcSessions(jdbc), revocations, clock, ids);
  }
}
