package dev.countersign.server.registration;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.credentials.PasswordValidator;
import dev.countersign.server.credentials.Passwords;
import dev.countersign.server.mail.Mail;
import dev.countersign.server.platform.config.PublicAddress;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.signin.Entrance;
import dev.countersign.server.users.Users;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class RegistrationConfiguration {
  @Bean
  Registration registration(
      ServiceSettings settings,
      Users users,
      PasswordValidator validator,
      Passwords passwords,
      Entrance entrance,
      PendingRegistrations pending,
      Invitations invitations,
      TenantTransactions transactions,
      AuditTrail audit) {
    return new Registration(
        settings.registration(),
        users,
        validator,
        passwords,
        entrance,
        pending,
        invitations,
        transactions,
        audit);
  }

  @Bean
  AddressProof addressProof(
      JdbcRegistrations store,
      PendingContent content,
      OneTimeSecrets secrets,
      Users users,
      Passwords passwords,
      Entrance entrance,
      TenantTransactions transactions,
      AuditTrail audit,
      InstantSource clock) {
    return new AddressProof(
        store, content, secrets, users, passwords, entrance, transactions, audit, clock);
  }

  @Bean
  Invitations invitations(
      JdbcInvitations store,
      Users users,
      PersonalData personalData,
      OneTimeSecrets secrets,
      Mail mail,
      PublicAddress address,
      TenantTransactions transactions,
      AuditTrail audit,
      IdGenerator ids,
      InstantSource clock) {
    return new Invitations(
        store, users, personalData, secrets, mail, address, transactions, audit, ids, clock);
  }
}
