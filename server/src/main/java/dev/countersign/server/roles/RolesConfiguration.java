package dev.countersign.server.roles;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.users.AccessChanges;
import dev.countersign.server.users.CurrentAccess;
import dev.countersign.server.users.Users;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the feature together. */
@Configuration(proxyBeanMethods = false)
class RolesConfiguration {
  @Bean
  HeldPermissions heldPermissions(CurrentAccess access) {
    return new HeldPermissions(access);
  }

  @Bean
  Roles roles(
      JdbcClient jdbc,
      HeldPermissions held,
      Users users,
      AccessChanges access,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      Clock clock) {
    return new Roles(new JdbcRoles(jdbc), held, users, access, transactions, audit, events, clock);
  }

  @Bean
  RoleAssignments roleAssignments(
      JdbcClient jdbc,
      HeldPermissions held,
      Users users,
      AccessChanges access,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events) {
    return new RoleAssignments(
        new JdbcRoles(jdbc), held, users, access, transactions, audit, events);
  }
}
