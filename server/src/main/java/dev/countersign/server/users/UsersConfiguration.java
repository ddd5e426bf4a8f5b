package dev.countersign.server.users;

import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.privacy.PersonalData;
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
}
