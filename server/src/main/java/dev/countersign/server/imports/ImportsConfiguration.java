package dev.countersign.server.imports;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class ImportsConfiguration {
  @Bean
  JdbcExternalUsers externalUsers(JdbcClient jdbc) {
    return new JdbcExternalUsers(jdbc);
  }
}
