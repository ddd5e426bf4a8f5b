package dev.countersign.server.audit;

import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.store.TenantTransactions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The parts of the log that live outside the database, and what works on both. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
  @Bean
  CheckpointKeys checkpointKeys(
      ServiceSettings service, AuditSettings settings, MasterKeys masterKeys, SecureRandom random) {
    return CheckpointKeys.in(service.directory(), settings.origin(), masterKeys, random);
  }

  @Bean
  OutsideCheckpoints outsideCheckpoints(ServiceSettings service, CheckpointSeal seal) {
    return new OutsideCheckpoints(service.directory().resolve("checkpoints"), seal);
  }

  @Bean
  LogEnd logEnd(JdbcAuditRows rows, CheckpointSeal seal, OutsideCheckpoints outside) {
    return new LogEnd(rows, seal, outside);
  }

  @Bean
  RefusedEvents refusedEvents(InstantSource clock) {
    return new RefusedEvents(clock);
  }

  @Bean
  Placing placing(
      TenantTransactions transactions,
      JdbcAuditRows rows,
      JdbcAuditLog log,
      LogEnd end,
      FreshEvents fresh,
      PendingCheck check,
      CheckpointSeal seal,
      RefusedEvents refused,
      AuditSettings settings) {
    return new Placing(transactions, rows, log, end, fresh, check, seal, refused, settings.batch());
  }

  @Bean
  Sequencer sequencer(
      Placing placing, LogEnd end, FreshEvents fresh, InstantSource clock, AuditSettings settings) {
    return new Sequencer(placing, end, fresh, clock, settings);
  }

  @Bean
  AuditVerifier auditVerifier(
      TenantTransactions transactions,
      JdbcAuditRows rows,
      EventSeal eventSeal,
      CheckpointSeal checkpointSeal,
      PendingCheck check,
      OutsideCheckpoints outside) {
    return new AuditVerifier(transactions, rows, eventSeal, checkpointSeal, check, outside);
  }

  /** What everybody records in: the store, and the file where there is one. */
  @Bean
  @Primary
  AuditTrail auditTrail(
      @Qualifier("jdbcAuditTrail") AuditTrail record, AuditSettings settings, InstantSource clock) {
    String file = settings.file();
    return file == null || file.isBlank() ? record : new AuditLines(record, Path.of(file), clock);
  }
}
