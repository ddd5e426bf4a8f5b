package dev.countersign.server.factors;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The way back for somebody who has lost every factor: all of it is taken away, and they set one up
 * anew when they sign in next. Works in the caller's transaction.
 */
@Component
final class FactorResets {
  private final JdbcFactors factors;
  private final JdbcFactorStandings standings;
  private final JdbcTrustedDevices devices;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;

  FactorResets(
      JdbcFactors factors,
      JdbcFactorStandings standings,
      JdbcTrustedDevices devices,
      AuditTrail audit,
      ApplicationEventPublisher events) {
    this.factors = factors;
    this.standings = standings;
    this.devices = devices;
    this.audit = audit;
    this.events = events;
  }

  /**
   * Takes everything away.
   *
   * @param by says in the event who did it
   * @return false where there was nothing
   */
  boolean reset(TenantId tenant, UserId user, UnaryOperator<AuditEvent> by) {
    FactorStanding standing = standings.lock(tenant, user);
    List<JdbcFactors.Row> rows = factors.list(user);
    if (rows.isEmpty() && standing.failures().isEmpty()) {
      return false;
    }
    rows.forEach(row -> factors.delete(row.id()));
    devices.deleteOf(user);
    standings.update(
        user, new FactorStanding(standing.requiredSince(), List.of(), standing.sendings()));
    audit.record(
        by.apply(AuditEvent.of(tenant, AuditEventType.FACTORS_RESET).on("user", user.text())));
    events.publishEvent(
        new FactorsChanged(tenant, user, FactorsChanged.What.RESET, FactorType.RECOVERY_CODE));
    return true;
  }
}
