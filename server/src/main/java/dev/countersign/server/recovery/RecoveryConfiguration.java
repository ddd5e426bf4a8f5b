package dev.countersign.server.recovery;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.credentials.PasswordChange;
import dev.countersign.server.mail.Mail;
import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.users.Users;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class RecoveryConfiguration {
  @Bean
  PasswordReset passwordReset(
      JdbcPasswordResets store,
      OneTimeSecrets secrets,
      PasswordChange change,
      Users users,
      Mail mail,
      TenantTransactions transactions,
      AuditTrail audit,
      InstantSource clock) {
    return new PasswordReset(store, secrets, change, users, mail, transactions, audit, clock);
  }
}
