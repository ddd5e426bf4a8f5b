package dev.countersign.server.platform.crypto;

import dev.countersign.server.platform.config.ProductionCheck;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.store.TenantTransactions;
import java.io.IOException;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class CryptoConfiguration {
  @Bean
  MasterKeys masterKeys(
      ServiceSettings settings, JdbcClient jdbc, TenantTransactions transactions) {
    MasterKeyFile file = MasterKeyFile.in(settings.directory());
    new JdbcKeyCheck(jdbc, transactions).keysOf(file);
    return new RereadMasterKeys(file, System::nanoTime);
  }

  @Bean
  ProductionCheck masterKeyCheck(ServiceSettings settings) {
    return () -> {
      try {
        return MasterKeyFile.in(settings.directory()).openness().stream().toList();
      } catch (IOException e) {
        return List.of("The master keys below " + settings.directory() + " cannot be looked at.");
      }
    };
  }
}
