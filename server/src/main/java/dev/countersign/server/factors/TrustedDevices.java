package dev.countersign.server.factors;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.credentials.PasswordChanged;
import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.sessions.Device;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Devices on which people need not prove a factor for as long as the tenant's policy says. Each
 * holds a token of 256 random bits, of which a keyed hash is kept. A changed password, and factors
 * that were reset, end the trust in all of them. Thread-safe.
 */
@Component
public final class TrustedDevices {
  private static final String PREFIX = "mfd_";
  private static final String TOKEN = "trusted-device";
  private static final String LABEL = "trusted device";

  private final JdbcTrustedDevices store;
  private final FactorPolicies policies;
  private final OneTimeSecrets secrets;
  private final PersonalData personalData;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final IdGenerator ids;
  private final InstantSource clock;

  TrustedDevices(
      JdbcTrustedDevices store,
      FactorPolicies policies,
      OneTimeSecrets secrets,
      PersonalData personalData,
      TenantTransactions transactions,
      AuditTrail audit,
      IdGenerator ids,
      InstantSource clock) {
    this.store = store;
    this.policies = policies;
    this.secrets = secrets;
    this.personalData = personalData;
    this.transactions = transactions;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** What a device is to keep, and for how long. */
  public record Trusted(Secret token, Duration life) {}

  /**
   * Trusts the device that the running request comes from, in the caller's transaction; empty where
   * the policy trusts none.
   */
  public Optional<Trusted> trust(TenantId tenant, UserId user) {
    Duration life = policies.of(tenant).trust();
    if (life.isZero()) {
      return Optional.empty();
    }
    Secret token = Secret.of(PREFIX + secrets.token().reveal());
    Instant now = StoredTime.now(clock);
    TrustedDeviceId id = new TrustedDeviceId(ids.next());
    byte[] label = Device.current().label().getBytes(StandardCharsets.UTF_8);
    store.insert(
        new JdbcTrustedDevices.Row(
            id.value(),
            tenant,
            user,
            personalData.seal(tenant, user.value(), label, LABEL),
            now,
            now.plus(life)),
        secrets.hash(TOKEN, token));
    tell(tenant, user, AuditEventType.DEVICE_TRUSTED, id.text());
    return Optional.of(new Trusted(token, life));
  }

  /**
   * Whether a token is of a device that this person trusts, in the caller's transaction. A policy
   * that was shortened counts from then on.
   */
  boolean isTrusted(TenantId tenant, UserId user, Secret token) {
    Instant now = clock.instant();
    return store.isTrusted(
        user, secrets.hash(TOKEN, token), now, now.minus(policies.of(tenant).trust()));
  }

  /** The devices that somebody trusts, the newest first. */
  public List<TrustedDevice> list(TenantId tenant, UserId user) {
    return transactions.in(
        tenant,
        () ->
            store.list(user, clock.instant()).stream()
                .map(row ->
                    new TrustedDevice(
                        new TrustedDeviceId(row.id()),
                        personalData
                            .open(tenant, user.value(), row.labelSealed(), LABEL)
                            .map(label -> new String(label, StandardCharsets.UTF_8))
                            .orElse(""),
                        row.createdAt(),
                        row.expiresAt()))
                .toList());
  }

  /** Trusts one no longer; false where there is no such device. */
  public boolean distrust(TenantId tenant, UserId user, TrustedDeviceId device) {
    return transactions.in(
        tenant,
        () -> {
          boolean gone = store.delete(user, device.value());
          if (gone) {
            tell(tenant, user, AuditEventType.DEVICE_DISTRUSTED, device.text());
          }
          return gone;
        });
  }

  /** Trusts none of somebody's devices any longer; answers how many there were. */
  public int distrustAll(TenantId tenant, UserId user) {
    return transactions.in(
        tenant,
        () -> {
          int gone = store.deleteOf(user);
          if (gone > 0) {
            tell(tenant, user, AuditEventType.DEVICE_DISTRUSTED, "all");
          }
          return gone;
        });
  }

  @EventListener
  void on(PasswordChanged changed) {
    distrustAll(changed.tenant(), changed.user());
  }

  private void tell(TenantId tenant, UserId user, AuditEventType type, String device) {
    audit.record(Happening.about(tenant, type, user).with(Map.of("device", device)));
  }
}
