package dev.countersign.server.factors;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.credentials.PasswordPolicies;
import dev.countersign.server.mail.Mail;
import dev.countersign.server.platform.config.PublicAddress;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantDocuments;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.users.Users;
import dev.countersign.server.webauthn.RelyingParty;
import dev.countersign.server.webauthn.RelyingPartyId;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class FactorsConfiguration {
  @Bean
  JdbcFactors jdbcFactors(JdbcClient jdbc) {
    return new JdbcFactors(jdbc);
  }

  @Bean
  JdbcChallenges jdbcChallenges(JdbcClient jdbc) {
    return new JdbcChallenges(jdbc);
  }

  @Bean
  JdbcFactorStandings jdbcFactorStandings(JdbcClient jdbc) {
    return new JdbcFactorStandings(jdbc);
  }

  @Bean
  JdbcPendingSignIns jdbcPendingSignIns(JdbcClient jdbc) {
    return new JdbcPendingSignIns(jdbc);
  }

  @Bean
  JdbcTrustedDevices jdbcTrustedDevices(JdbcClient jdbc) {
    return new JdbcTrustedDevices(jdbc);
  }

  @Bean
  JdbcFactorProofs jdbcFactorProofs(JdbcClient jdbc) {
    return new JdbcFactorProofs(jdbc);
  }

  @Bean
  TotpSecrets totpSecrets(MasterKeys master, SecureRandom random) {
    return new TotpSecrets(master, random);
  }

  @Bean
  TotpMethod totpMethod(JdbcFactors factors, TotpSecrets secrets) {
    return new TotpMethod(factors, secrets);
  }

  @Bean
  RecoveryCodes recoveryCodes(JdbcClient jdbc, OneTimeSecrets secrets, SecureRandom random) {
    return new RecoveryCodes(new JdbcRecoveryCodes(jdbc), secrets, random);
  }

  @Bean
  RecoveryCodeMethod recoveryCodeMethod(RecoveryCodes codes) {
    return new RecoveryCodeMethod(codes);
  }

  @Bean
  FactorMethod smsMethod(OneTimeSecrets secrets) {
    return new SentCodeMethod(FactorType.SMS, secrets);
  }

  @Bean
  FactorMethod emailMethod(OneTimeSecrets secrets) {
    return new SentCodeMethod(FactorType.EMAIL, secrets);
  }

  @Bean
  RelyingParty relyingParty(PublicAddress address) {
    return new RelyingParty(() -> RelyingPartyId.of(address.of("")));
  }

  @Bean
  JdbcPasskeys jdbcPasskeys(JdbcClient jdbc) {
    return new JdbcPasskeys(jdbc);
  }

  @Bean
  JdbcPasskeyChallenges jdbcPasskeyChallenges(JdbcClient jdbc) {
    return new JdbcPasskeyChallenges(jdbc);
  }

  @Bean
  PasskeyReading passkeyReading(JsonMapper json) {
    return new PasskeyReading(json);
  }

  @Bean
  PasskeyUse passkeyUse(
      JdbcPasskeys store, RelyingParty party, AuditTrail audit, ApplicationEventPublisher events) {
    return new PasskeyUse(store, party, audit, events);
  }

  @Bean
  PasskeyMethod passkeyMethod(
      JdbcPasskeys store, RelyingParty party, PasskeyUse use, PasskeyReading reading) {
    return new PasskeyMethod(store, party, use, reading);
  }

  @Bean
  Passkeys passkeys(
      JdbcPasskeys store,
      RelyingParty party,
      PasskeyReading reading,
      Contacts contacts,
      FactorSettings settings,
      TenantTransactions transactions) {
    return new Passkeys(store, party, reading, contacts, settings, transactions);
  }

  @Bean
  PasskeySignIns passkeySignIns(
      JdbcPasskeys store,
      JdbcPasskeyChallenges challenges,
      JdbcFactors factors,
      PasskeyUse use,
      Passkeys passkeys,
      OneTimeSecrets secrets,
      TenantTransactions transactions,
      Clock clock) {
    return new PasskeySignIns(
        store, challenges, factors, use, passkeys, secrets, transactions, clock);
  }

  @Bean
  Enrollers enrollers(Enrolment enrolment, FreshFactor fresh) {
    return new Enrollers(enrolment, fresh);
  }

  @Bean
  RecoverySets recoverySets(
      JdbcFactors factors, RecoveryCodes codes, IdGenerator ids, Clock clock) {
    return new RecoverySets(factors, codes, ids, clock);
  }

  @Bean
  Contacts factorContacts(PersonalData personalData, Users users) {
    return new Contacts(personalData, users);
  }

  @Bean
  FactorViews factorViews(Contacts contacts) {
    return new FactorViews(contacts);
  }

  @Bean
  UsableFactors usableFactors(PasswordPolicies passwords) {
    return new UsableFactors(passwords);
  }

  @Bean
  TextMessages textMessages(TwilioSettings twilio, ServiceSettings service, IdGenerator ids) {
    return twilio.isSet()
        ? new Twilio(twilio)
        : new OutboxMessages(
            service.directory().resolve("outbox"),
            ids,
            service.mode() == ServiceSettings.Mode.DEVELOPMENT);
  }

  @Bean
  CodeDelivery codeDelivery(
      Contacts contacts, Mail mail, TextMessages messages, FactorSettings settings) {
    return new CodeDelivery(contacts, new CodeLetters(mail), messages, settings);
  }

  @Bean
  FactorPolicies factorPolicies(TenantDocuments documents, AuditTrail audit) {
    return new FactorPolicies(documents, audit);
  }

  @Bean
  PendingSignIns pendingSignIns(
      JdbcPendingSignIns store,
      JdbcChallenges challenges,
      OneTimeSecrets secrets,
      IdGenerator ids,
      Clock clock) {
    return new PendingSignIns(store, challenges, secrets, ids, clock);
  }

  @Bean
  FactorProofs factorProofs(JdbcFactorProofs store, TenantTransactions transactions, Clock clock) {
    return new FactorProofs(store, transactions, clock);
  }

  @Bean
  FreshFactor freshFactor(FactorProofs proofs) {
    return new FreshFactor(proofs);
  }

  @Bean
  TrustedDevices trustedDevices(
      JdbcTrustedDevices store,
      FactorPolicies policies,
      OneTimeSecrets secrets,
      PersonalData personalData,
      TenantTransactions transactions,
      AuditTrail audit,
      IdGenerator ids,
      Clock clock) {
    return new TrustedDevices(
        store, policies, secrets, personalData, transactions, audit, ids, clock);
  }

  @Bean
  Challenges factorChallenges(
      JdbcChallenges store,
      JdbcFactors factors,
      JdbcFactorStandings standings,
      List<FactorMethod> methods,
      CodeDelivery delivery,
      FactorViews views,
      OneTimeSecrets secrets,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      IdGenerator ids,
      Clock clock) {
    return new Challenges(
        store,
        factors,
        standings,
        new FactorMethods(methods),
        delivery,
        views,
        secrets,
        transactions,
        audit,
        events,
        ids,
        clock);
  }

  @Bean
  FactorGate factorGate(
      JdbcFactors factors,
      JdbcFactorStandings standings,
      UsableFactors usable,
      FactorPolicies policies,
      TrustedDevices devices,
      FactorViews views,
      Clock clock) {
    return new FactorGate(factors, standings, usable, policies, devices, views, clock);
  }

  @Bean
  Enrolment factorEnrolment(
      JdbcFactors factors,
      UsableFactors usable,
      TotpSecrets secrets,
      TotpMethod totp,
      RecoverySets recovery,
      Contacts contacts,
      TextMessages messages,
      Passkeys passkeys,
      Challenges challenges,
      FactorProofs proofs,
      FactorViews views,
      PendingSignIns pending,
      FactorSettings settings,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      IdGenerator ids,
      Clock clock) {
    return new Enrolment(
        factors,
        usable,
        secrets,
        totp,
        recovery,
        contacts,
        messages,
        passkeys,
        challenges,
        proofs,
        views,
        pending,
        settings,
        transactions,
        audit,
        events,
        ids,
        clock);
  }

  @Bean
  FactorResets factorResets(
      JdbcFactors factors,
      JdbcFactorStandings standings,
      JdbcTrustedDevices devices,
      AuditTrail audit,
      ApplicationEventPublisher events) {
    return new FactorResets(factors, standings, devices, audit, events);
  }

  @Bean
  Factors factors(
      JdbcFactors store,
      JdbcFactorStandings standings,
      UsableFactors usable,
      RecoverySets recovery,
      FactorPolicies policies,
      FactorViews views,
      FactorResets resets,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      Clock clock) {
    return new Factors(
        store,
        standings,
        usable,
        recovery,
        policies,
        views,
        resets,
        transactions,
        audit,
        events,
        clock);
  }

  @Bean
  FactorPurge factorPurge(
      JdbcChallenges challenges,
      JdbcPendingSignIns pending,
      JdbcTrustedDevices devices,
      JdbcFactorProofs proofs,
      JdbcPasskeyChallenges passkeyChallenges,
      TenantTransactions transactions,
      Clock clock) {
    return new FactorPurge(
        challenges, pending, devices, proofs, passkeyChallenges, transactions, clock);
  }
}
