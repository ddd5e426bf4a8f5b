package dev.countersign.server.apikeys;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.tenants.TenantDirectory;
import dev.countersign.server.users.Users;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class ApiKeysConfiguration {
  @Bean
  ApiKeys apiKeys(
      JdbcClient jdbc,
      ApiKeySettings settings,
      TenantDirectory directory,
      ServiceSettings service,
      Revocations revocations,
      TenantTransactions transactions,
      AuditTrail audit,
      Clock clock,
      IdGenerator ids,
      SecureRandom random) {
    return new ApiKeys(
        new JdbcApiKeys(jdbc),
        settings,
        directory,
        kind(service),
        revocations,
        transactions,
        audit,
        clock,
        ids,
        random);
  }

  @Bean
  ApiKeyCheck apiKeyCheck(
      JdbcClient jdbc,
      Users users,
      ServiceSettings service,
      Revocations revocations,
      TenantTransactions transactions,
      AuditTrail audit,
      Clock clock) {
    return new ApiKeyCheck(
        new KnownKeys(new JdbcApiKeys(jdbc), users, transactions, Ticker.systemTicker()),
        kind(service),
        revocations,
        new RefusedKeys(transactions, audit),
        clock);
  }

  @Bean
  KeyUses keyUses(Clock clock) {
    return new KeyUses(clock, KeyUses.ROOM);
  }

  @Bean
  KeyUseWriting keyUseWriting(
      KeyUses uses, JdbcClient jdbc, PersonalData personalData, TenantTransactions transactions) {
    return new KeyUseWriting(
        uses, new JdbcKeyUses(jdbc), new KeyPlaces(personalData), transactions);
  }

  @Bean
  KeyEnds keyEnds(
      JdbcClient jdbc,
      ApiKeySettings settings,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      Clock clock) {
    return new KeyEnds(
        new JdbcApiKeys(jdbc),
        new JdbcKeyEnds(jdbc),
        new JdbcKeyUses(jdbc),
        settings,
        transactions,
        audit,
        events,
        clock);
  }

  @Bean
  KeyUsage keyUsage(
      ApiKeys keys,
      JdbcClient jdbc,
      PersonalData personalData,
      TenantTransactions transactions,
      Clock clock) {
    return new KeyUsage(
        keys, new JdbcKeyUses(jdbc), new KeyPlaces(personalData), transactions, clock);
  }

  @Bean
  KeyDesk keyDesk(ApiKeys keys, ApiKeySettings settings, KeyUsage usage) {
    return new KeyDesk(keys, new KeyFields(settings), new KeyViews(keys), usage);
  }

  private static KeyText.Kind kind(ServiceSettings service) {
    return switch (service.mode()) {
      case PRODUCTION -> KeyText.Kind.LIVE;
      case DEVELOPMENT -> KeyText.Kind.TEST;
    };
  }
}
