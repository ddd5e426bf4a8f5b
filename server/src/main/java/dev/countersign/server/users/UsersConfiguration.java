package dev.countersign.server.users;

import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.revocation.Revocations;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class UsersConfiguration {
  @Bean
  Users users(
      JdbcClient jdbc,
      PersonalData personalData,
      TenantTransactions transactions,
      Clock clock,
      IdGenerator ids,
      ServiceSettings settings) {
    return new Users(
        new JdbcUsers(jdbc),
        personalData,
        transactions,
        clock,
        ids,
        settings.registration() == ServiceSettings.Registration.VERIFIED);
  }

  @Bean
  AccessChanges accessChanges(
      JdbcClient jdbc, Revocations revocations, Clock clock, IdGenerator ids) {
    return new AccessChanges(new JdbcUsers(jdbc), revocations, clock, ids);
  }

  @Bean
  CurrentAccess currentAccess(
      JdbcClient jdbc, Revocations revocations, TenantTransactions transactions, Clock clock) {
    return new CurrentAccess(new JdbcUsers(jdbc), revocations, transactions, clock);
  }
}
