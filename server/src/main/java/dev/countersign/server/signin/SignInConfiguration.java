package dev.countersign.server.signin;

import dev.countersign.server.apikeys.ApiKeyCheck;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.credentials.ChangeTokens;
import dev.countersign.server.credentials.PasswordStanding;
import dev.countersign.server.credentials.PasswordValidator;
import dev.countersign.server.credentials.Passwords;
import dev.countersign.server.factors.Challenges;
import dev.countersign.server.factors.FactorGate;
import dev.countersign.server.factors.FactorProofs;
import dev.countersign.server.factors.Factors;
import dev.countersign.server.factors.PasskeySignIns;
import dev.countersign.server.factors.PendingSignIns;
import dev.countersign.server.factors.TrustedDevices;
import dev.countersign.server.platform.config.ProductionCheck;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.secret.SecretStrength;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.ratelimit.FailureAlarm;
import dev.countersign.server.ratelimit.FailureThrottle;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.sessions.BrowserSessions;
import dev.countersign.server.sessions.SessionActivity;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.tenants.TenantGate;
import dev.countersign.server.tokens.Tokens;
import dev.countersign.server.users.AccessChanges;
import dev.countersign.server.users.CurrentAccess;
import dev.countersign.server.users.Users;
import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {
  @Bean
  Entrance entrance(Sessions sessions, Tokens tokens, FamiliarPlaces places) {
    return new Entrance(sessions, tokens, places);
  }

  @Bean
  BrowserEntrance browserEntrance(BrowserSessions sessions, FamiliarPlaces places) {
    return new BrowserEntrance(sessions, places);
  }

  @Bean
  SignIn signIn(
      Users users,
      Passwords passwords,
      PasswordStanding passwordStanding,
      ChangeTokens changeTokens,
      FactorGate factors,
      PendingSignIns pending,
      FailureThrottle throttle,
      FamiliarPlaces places,
      FailureAlarm alarm,
      Entrance entrance,
      BrowserEntrance browserEntrance,
      TenantTransactions transactions,
      AuditTrail audit) {
    return new SignIn(
        users,
        passwords,
        passwordStanding,
        changeTokens,
        factors,
        pending,
        throttle,
        places,
        alarm,
        entrance,
        browserEntrance,
        transactions,
        audit);
  }

  @Bean
  Refreshing refreshing(
      TenantGate tenants,
      Tokens tokens,
      Sessions sessions,
      SessionActivity activity,
      Revocations revocations,
      Users users,
      FactorProofs proofs,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events) {
    return new Refreshing(
        tenants,
        tokens,
        sessions,
        activity,
        revocations,
        users,
        proofs,
        transactions,
        audit,
        events);
  }

  @Bean
  SecondStep secondStep(
      Factors factors,
      Challenges challenges,
      PendingSignIns pending,
      FactorProofs proofs,
      TrustedDevices devices,
      Users users,
      Entrance entrance,
      BrowserEntrance browserEntrance,
      Sessions sessions,
      Tokens tokens,
      TenantTransactions transactions,
      AuditTrail audit) {
    return new SecondStep(
        factors,
        challenges,
        pending,
        proofs,
        devices,
        users,
        entrance,
        browserEntrance,
        sessions,
        tokens,
        transactions,
        audit);
  }

  @Bean
  PasskeySignIn passkeySignIn(
      PasskeySignIns passkeys,
      Users users,
      FailureThrottle throttle,
      FamiliarPlaces places,
      Entrance entrance,
      BrowserEntrance browserEntrance,
      FactorProofs proofs,
      TenantTransactions transactions,
      AuditTrail audit) {
    return new PasskeySignIn(
        passkeys, users, throttle, places, entrance, browserEntrance, proofs, transactions, audit);
  }

  @Bean
  SignOut signOut(Sessions sessions, TenantTransactions transactions, AuditTrail audit) {
    return new SignOut(sessions, transactions, audit);
  }

  @Bean
  Disabling disabling(
      Users users,
      AccessChanges access,
      Sessions sessions,
      TenantTransactions transactions,
      AuditTrail audit) {
    return new Disabling(users, access, sessions, transactions, audit);
  }

  @Bean
  CallerCheck callerCheck(
      Tokens tokens, Revocations revocations, SessionActivity activity, CurrentAccess access) {
    return new CallerCheck(tokens, revocations, activity, access);
  }

  @Bean
  Callers callers(CallerCheck tokens, ApiKeyCheck keys, TenantGate tenants) {
    return new Callers(tokens, keys, tenants);
  }

  @Bean
  SetupLink setupLink(ServiceSettings settings, SecureRandom random) {
    return new SetupLink(settings.directory(), random);
  }

  @Bean
  FirstAdministrator firstAdministrator(
      Users users,
      PasswordValidator validator,
      Passwords passwords,
      SetupLink link,
      TenantTransactions transactions,
      AuditTrail audit) {
    return new FirstAdministrator(users, validator, passwords, link, transactions, audit);
  }

  @Bean
  Bootstrap bootstrap(
      FirstAdministrator first,
      SetupLink link,
      BootstrapSettings settings,
      Environment environment) {
    return new Bootstrap(first, link, settings, environment);
  }

  @Bean
  ProductionCheck firstAdministratorCheck(BootstrapSettings settings) {
    return () ->
        Optional.ofNullable(settings.password()).flatMap(SecretStrength::weakness).stream()
            .map(weakness ->
                "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD "
                    + weakness
                    + ". Choose another, or leave it out for a link to set one up.")
            .toList();
  }
}
