package dev.countersign.server.tokens;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class TokensConfiguration {
  @Bean
  PublicKeys publicKeys(
      JdbcClient jdbc, TenantTransactions transactions, Clock clock, TokenSettings settings) {
    return new PublicKeys(
        new JdbcSigningKeys(jdbc),
        transactions,
        clock,
        settings.refreshLife().plus(TokenVerifier.SKEW));
  }

  @Bean
  Tokens tokens(
      TokenSettings settings,
      JdbcClient jdbc,
      TenantTransactions transactions,
      MasterKeys masterKeys,
      AuditTrail audit,
      PublicKeys publicKeys,
      Clock clock,
      IdGenerator ids) {
    TokenClaims claims = new TokenClaims(settings);
    return new Tokens(
        settings,
        new SigningKeys(
            new JdbcSigningKeys(jdbc), transactions, masterKeys, audit, clock, publicKeys),
        new TokenVerifier(publicKeys, claims, clock, settings.accessLife()),
        claims,
        new JdbcRefreshTokens(jdbc),
        clock,
        ids);
  }
}
