package dev.countersign.server.credentials;

import dev.countersign.server.platform.store.TenantTransactions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class CredentialsConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(CredentialsConfiguration.class);
  private static final String COMMON_PASSWORDS = "common-passwords.txt";

  @Bean
  PasswordPolicy passwordPolicy() {
    return new PasswordPolicy(commonPasswords());
  }

  @Bean
  Argon2 argon2() {
    return NativeArgon2.load()
        .orElseGet(() -> {
          LOG.warn(
              "The native Argon2 library cannot be loaded here; passwords are hashed in Java,"
                  + " which takes about three times as long.");
          return new JavaArgon2();
        });
  }

  @Bean
  HashingPool hashingPool(PasswordSettings settings) {
    return new HashingPool(settings.threadCount(), settings.queue());
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
