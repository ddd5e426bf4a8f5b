package dev.countersign.server.revocation;

import dev.countersign.server.platform.redis.FanOut;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class RevocationConfiguration {
  @Bean
  RevocationView revocationView(
      JdbcClient jdbc, TenantTransactions transactions, RevocationSettings settings, Clock clock) {
    JdbcRevocations store = new JdbcRevocations(jdbc);
    return new RevocationView(
        (horizon, each) -> transactions.acrossTenants(() -> store.findSince(horizon, each)),
        settings.viewAgeMax(),
        clock,
        System::nanoTime);
  }

  @Bean
  RevocationFeed revocationFeed(RevocationView view, FanOut fanOut, RevocationSettings settings) {
    return new RevocationFeed(view, fanOut, settings);
  }

  @Bean
  RevocationPurge revocationPurge(JdbcClient jdbc, TenantTransactions transactions, Clock clock) {
    return new RevocationPurge(new JdbcRevocations(jdbc), transactions, clock);
  }

  @Bean
  Revocations revocations(JdbcClient jdbc, RevocationView view, FanOut fanOut, Clock clock) {
    return new Revocations(new JdbcRevocations(jdbc), view, fanOut, clock);
  }
}
