package dev.countersign.server.elevations;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.roles.HeldPermissions;
import dev.countersign.server.roles.Roles;
import dev.countersign.server.tenants.TenantDirectory;
import dev.countersign.server.users.AccessChanges;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class ElevationsConfiguration {
  @Bean
  Elevations elevations(
      JdbcClient jdbc,
      ElevationSettings settings,
      TenantDirectory directory,
      Roles roles,
      HeldPermissions held,
      AccessChanges access,
      PersonalData personalData,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      Clock clock,
      IdGenerator ids) {
    return new Elevations(
        new JdbcElevations(jdbc),
        settings,
        directory,
        roles,
        held,
        access,
        personalData,
        transactions,
        audit,
        events,
        clock,
        ids);
  }

  @Bean
  ElevationSweep elevationSweep(Elevations elevations) {
    return new ElevationSweep(elevations);
  }
}
