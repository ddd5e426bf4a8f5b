package dev.countersign.server.platform.crypto;

import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.store.TenantTransactions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class CryptoConfiguration {
  @Bean
  MasterKeys masterKeys(
      ServiceSettings settings, JdbcClient jdbc, TenantTransactions transactions) {
    return new JdbcKeyCheck(jdbc, transactions).keysOf(MasterKeyFile.in(settings.directory()));
  }
}
