package dev.countersign.server.tokens;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.revocation.Revocations;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class TokensConfiguration {
  @Bean
  PublicKeys publicKeys(JdbcClient jdbc, TenantTransactions transactions, Clock clock) {
    return new PublicKeys(new JdbcSigningKeys(jdbc), transactions, clock);
  }

  @Bean
  KeyRing keyRing(
      JdbcClient jdbc,
      TenantTransactions transactions,
      MasterKeys masterKeys,
      AuditTrail audit,
      Revocations revocations,
      Clock clock,
      PublicKeys publicKeys) {
    return new KeyRing(
        new JdbcSigningKeys(jdbc),
        transactions,
        masterKeys,
        audit,
        revocations,
        clock,
        publicKeys::changed);
  }

  @Bean
  KeyRotation keyRotation(KeyRing ring, TokenSettings settings) {
    return new KeyRotation(ring, settings.keys());
  }

  @Bean
  TokenPolicies tokenPolicies(
      JdbcClient jdbc,
      TokenSettings settings,
      TenantTransactions transactions,
      AuditTrail audit,
      Clock clock) {
    return new TokenPolicies(
        new JdbcTokenPolicies(jdbc), settings.policy(), transactions, audit, clock);
  }

  @Bean
  RefreshPurge refreshPurge(JdbcClient jdbc, TenantTransactions transactions, Clock clock) {
    return new RefreshPurge(new JdbcRefreshTokens(jdbc), transactions, clock);
  }

  @Bean
  Tokens tokens(
      TokenSettings settings,
      TokenPolicies policies,
      JdbcClient jdbc,
      TenantTransactions transactions,
      MasterKeys masterKeys,
      KeyRing ring,
      Revocations revocations,
      PublicKeys publicKeys,
      Clock clock,
      IdGenerator ids) {
    TokenClaims claims = new TokenClaims(settings);
    JdbcRefreshTokens refreshTokens = new JdbcRefreshTokens(jdbc);
    return new Tokens(
        policies,
        new SigningKeys(new JdbcSigningKeys(jdbc), transactions, masterKeys, ring, revocations),
        ring,
        new TokenVerifier(publicKeys, claims, clock),
        claims,
        refreshTokens,
        new RefreshFamilies(refreshTokens, new SuccessorSeal(masterKeys), clock),
        clock,
        ids);
  }
}
