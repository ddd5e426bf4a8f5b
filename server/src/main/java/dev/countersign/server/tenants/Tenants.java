package dev.countersign.server.tenants;

import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.revocation.Revocation;
import dev.countersign.server.revocation.Revocations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Creates, changes and suspends tenants, for the operator. What is suspended is refused from the
 * commit on, every posting included. Thread-safe; not to be called inside a transaction.
 */
public final class Tenants {
  /** Longer than anybody remembers a tenant, or a token speaks for one. */
  private static final Duration REMEMBERED = Duration.ofHours(25);

  private final JdbcTenants store;
  private final Revocations revocations;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;
  private final IdGenerator ids;

  Tenants(
      JdbcTenants store,
      Revocations revocations,
      TenantTransactions transactions,
      AuditTrail audit,
      ApplicationEventPublisher events,
      InstantSource clock,
      IdGenerator ids) {
    this.store = store;
    this.revocations = revocations;
    this.transactions = transactions;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * What a tenant shall be. What is absent stays as it is.
   *
   * @param brandColor empty for none
   * @param settings in place of all there were
   */
  public record Wish(
      @Nullable String name,
      Tenant.@Nullable Status status,
      @Nullable String brandColor,
      @Nullable List<String> hosts,
      @Nullable Map<String, String> settings) {}

  /** What became of a wish. */
  public sealed interface Outcome {
    record Done(Tenant tenant) implements Outcome {}

    record NotFound() implements Outcome {}

    /** The slug or a host is another tenant's. */
    record Taken() implements Outcome {}

    /** The operator's own tenant stays active. */
    record Own() implements Outcome {}
  }

  /**
   * Creates a tenant.
   *
   * @param administrator whom to invite as its first administrator
   */
  public Outcome create(Caller by, String slug, Wish wish, @Nullable String administrator) {
    TenantId id = new TenantId(ids.next());
    Tenant fresh =
        new Tenant(
            id,
            slug,
            slug,
            Tenant.Status.ACTIVE,
            null,
            List.of(),
            Map.of(),
            ids.next(),
            ids.next(),
            StoredTime.now(clock));
    Tenant tenant = applied(fresh, wish);
    try {
      // Of the first tenant too, from which the new one takes what it begins with.
      return transactions.in(
          List.of(id, TenantId.DEFAULT),
          () -> {
            if (!store.insert(tenant) || !store.putHosts(id, tenant.hosts())) {
              // What was written goes with the transaction.
              throw new TakenException();
            }
            audit.record(event(by, AuditEventType.TENANT_CREATED, tenant));
            events.publishEvent(new TenantCreated(id, administrator));
            return new Outcome.Done(tenant);
          });
    } catch (TakenException taken) {
      return new Outcome.Taken();
    }
  }

  /** Changes one. */
  public Outcome change(Caller by, TenantId id, Wish wish) {
    if (id.equals(TenantId.DEFAULT) && wish.status() == Tenant.Status.SUSPENDED) {
      return new Outcome.Own();
    }
    try {
      return transactions.in(id, () -> write(by, id, wish));
    } catch (TakenException taken) {
      return new Outcome.Taken();
    }
  }

  /** In the order of their creation, from after one on. */
  public List<Tenant> list(@Nullable TenantId after, int limit) {
    return transactions.acrossTenants(() -> store.list(after, limit));
  }

  private Outcome write(Caller by, TenantId id, Wish wish) {
    store.lock(id);
    Optional<Tenant> found = store.find(id);
    if (found.isEmpty()) {
      return new Outcome.NotFound();
    }
    Tenant before = found.get();
    Tenant after = applied(before, wish);
    if (!store.putHosts(id, after.hosts())) {
      throw new TakenException();
    }
    store.update(after);
    Instant now = StoredTime.now(clock);
    List<Revocation> over = new ArrayList<>();
    over.add(revocation(id, before.mark(), now));
    boolean suspended = before.isActive() && !after.isActive();
    if (suspended) {
      over.add(revocation(id, before.lifeMark(), now));
      // Waits for postings that judged the tenant good.
      revocations.revoke(over);
    } else {
      revocations.record(over);
    }
    audit.record(
        event(
            by,
            suspended
                ? AuditEventType.TENANT_SUSPENDED
                : !before.isActive() && after.isActive()
                    ? AuditEventType.TENANT_RESUMED
                    : AuditEventType.TENANT_CHANGED,
            after));
    return new Outcome.Done(after);
  }

  private Tenant applied(Tenant old, Wish wish) {
    Tenant.Status status = wish.status() == null ? old.status() : wish.status();
    return new Tenant(
        old.id(),
        old.slug(),
        wish.name() == null ? old.name() : wish.name(),
        status,
        wish.brandColor() == null
            ? old.brandColor()
            : wish.brandColor().isEmpty() ? null : wish.brandColor(),
        wish.hosts() == null ? old.hosts() : wish.hosts(),
        wish.settings() == null ? old.settings() : wish.settings(),
        ids.next(),
        status == old.status() ? old.lifeMark() : ids.next(),
        old.createdAt());
  }

  private static Revocation revocation(TenantId tenant, UUID mark, Instant now) {
    return new Revocation(
        mark,
        tenant,
        Revocation.Kind.TENANT,
        null,
        now,
        now,
        now.plus(REMEMBERED),
        "tenant_changed");
  }

  // In the tenant's own trail. The operator is nobody of theirs, unless it is their own.
  private static AuditEvent event(Caller by, AuditEventType type, Tenant tenant) {
    AuditEvent event =
        Happening.about(tenant.id(), type, null)
            .on("tenant", tenant.id().text())
            .with(
                Map.of(
                    "slug", tenant.slug(),
                    "status", tenant.status().wireName(),
                    "hosts", tenant.hosts(),
                    "settings", tenant.settings()));
    return by.tenant().equals(tenant.id()) ? event.by(by) : event;
  }

  /** Takes the transaction with it. */
  private static final class TakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
