package dev.countersign.server.credentials;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.store.TenantDocuments;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.ratelimit.FailureThrottle;
import dev.countersign.server.sessions.Sessions;
import dev.countersign.server.users.Users;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class CredentialsConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(CredentialsConfiguration.class);
  private static final String COMMON_PASSWORDS = "common-passwords.txt";

  @Bean
  PasswordRules passwordRules() {
    return new PasswordRules(commonPasswords());
  }

  @Bean
  PasswordPolicies passwordPolicies(
      PasswordSettings settings, TenantDocuments documents, AuditTrail audit) {
    return new PasswordPolicies(settings.profile(), documents, audit);
  }

  @Bean
  BreachedPasswords breachedPasswords(PasswordSettings settings, ServiceSettings service) {
    PasswordSettings.Breach breach = settings.breach();
    List<BreachSource> sources = new ArrayList<>();
    if (breach.file() != null) {
      sources.add(SortedHashFile.open(Path.of(breach.file())));
    }
    breach
        .service(service.mode())
        .map(base ->
            new RangeService(
                base, breach.timeout(), breach.keep(), breach.pause(), Ticker.systemTicker()))
        .ifPresent(sources::add);
    return new BreachedPasswords(sources);
  }

  @Bean
  PasswordValidator passwordValidator(
      PasswordPolicies policies,
      PasswordRules rules,
      BreachedPasswords breached,
      TenantTransactions transactions,
      AuditTrail audit) {
    return new PasswordValidator(policies, rules, breached, transactions, audit);
  }

  @Bean
  PasswordGenerator passwordGenerator(PasswordRules rules) {
    return new PasswordGenerator(rules);
  }

  @Bean
  PasswordStanding passwordStanding(
      PasswordPolicies policies,
      PasswordValidator validator,
      JdbcClient jdbc,
      TenantTransactions transactions,
      AuditTrail audit,
      Clock clock,
      PasswordSettings settings) {
    return new PasswordStanding(
        policies,
        validator,
        new JdbcPasswords(jdbc),
        transactions,
        audit,
        clock,
        settings.breach().every());
  }

  @Bean
  ShortPasswords shortPasswords(JdbcClient jdbc, AuditTrail audit) {
    return new ShortPasswords(new JdbcPasswords(jdbc), audit);
  }

  @Bean
  ChangeTokens passwordChangeTokens(JdbcClient jdbc, Clock clock, SecureRandom random) {
    return new ChangeTokens(new JdbcChangeTokens(jdbc), clock, random);
  }

  @Bean
  PasswordChange passwordChange(
      Passwords passwords,
      PasswordPolicies policies,
      PasswordValidator validator,
      SecondFactors secondFactors,
      ChangeTokens tokens,
      FailureThrottle throttle,
      Users users,
      Sessions sessions,
      JdbcClient jdbc,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      Clock clock) {
    JdbcPasswords store = new JdbcPasswords(jdbc);
    return new PasswordChange(
        passwords,
        validator,
        new FormerPasswords(
            policies, passwords, store, new JdbcPasswordHistory(jdbc), transactions, clock),
        store,
        secondFactors,
        tokens,
        throttle,
        users,
        sessions,
        transactions,
        audit,
        events);
  }

  @Bean
  Argon2 argon2() {
    Argon2 java = new JavaArgon2();
    return NativeArgon2.load(java)
        .orElseGet(() -> {
          LOG.warn(
              "The native Argon2 library cannot be loaded here; passwords are hashed in Java,"
                  + " which takes two to four times as long.");
          return java;
        });
  }

  @Bean
  HashingCostCheck hashingCostCheck(PasswordSettings settings) {
    return new HashingCostCheck(settings);
  }

  @Bean
  HashingPool hashingPool(PasswordSettings settings) {
    return new HashingPool(settings.threadCount(), settings.queue());
  }

  @Bean
  MeterBinder hashingMeters(HashingPool pool) {
    return registry ->
        Gauge.builder("countersign.passwords.waiting", pool, HashingPool::waiting)
            .description("Password hashes that wait for a thread")
            .register(registry);
  }

  @Bean
  Passwords passwords(
      Argon2 argon2,
      PasswordSettings settings,
      HashingPool pool,
      JdbcClient jdbc,
      TenantTransactions transactions,
      Clock clock,
      SecureRandom random) {
    return new Passwords(
        argon2, settings.cost(), pool, new JdbcPasswords(jdbc), transactions, clock, random);
  }

  /** The 30,000 passwords of zxcvbn 4.4.2, most used first; its licence lies beside it. */
  static List<String> commonPasswords() {
    try (InputStream list =
        Objects.requireNonNull(
            CredentialsConfiguration.class.getResourceAsStream(COMMON_PASSWORDS),
            COMMON_PASSWORDS)) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
