package dev.countersign.server.factors;

import dev.countersign.server.access.Access;
import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The factors people have: shown, named, put first, taken away. Thread-safe. */
@Component
public final class Factors {
  private final JdbcFactors store;
  private final JdbcFactorStandings standings;
  private final UsableFactors usable;
  private final RecoverySets recovery;
  private final FactorPolicies policies;
  private final FactorViews views;
  private final FactorResets resets;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  Factors(
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
      InstantSource clock) {
    this.store = store;
    this.standings = standings;
    this.usable = usable;
    this.recovery = recovery;
    this.policies = policies;
    this.views = views;
    this.resets = resets;
    this.transactions = transactions;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * How somebody stands.
   *
   * @param enabled whether they are asked for a factor
   * @param factors all of them, the primary one first, those being set up too
   * @param recoveryCodesLeft of the set in use
   * @param required whether the policy wants one of them
   * @param requiredBefore when it is wanted at the latest, where none is there
   */
  public record Status(
      boolean enabled,
      List<Factor> factors,
      int recoveryCodesLeft,
      boolean required,
      @Nullable Instant requiredBefore) {
    public Status {
      factors = List.copyOf(factors);
    }
  }

  /**
   * How somebody stands.
   *
   * @param access what they may do
   */
  public Status status(TenantId tenant, UserId user, Access access) {
    return transactions.in(
        tenant,
        () -> {
          List<JdbcFactors.Row> rows = store.list(user);
          boolean enabled = !usable.among(tenant, rows).isEmpty();
          FactorPolicy policy = policies.of(tenant);
          boolean required = policy.isRequiredOf(access);
          Instant before =
              required && !enabled
                  ? standings
                      .requiredSince(user)
                      .map(since -> since.plus(policy.grace()))
                      .orElse(null)
                  : null;
          int left =
              rows.stream()
                  .filter(row -> row.type() == FactorType.RECOVERY_CODE && row.isVerified())
                  .mapToInt(row -> recovery.left(row.id()))
                  .sum();
          return new Status(enabled, rows.stream().map(views::of).toList(), left, required, before);
        });
  }

  /** What somebody may be asked for, the primary one first; none where they have no factor. */
  public List<Factor> choices(TenantId tenant, UserId user) {
    return transactions.in(
        tenant, () -> usable.among(tenant, store.list(user)).stream().map(views::of).toList());
  }

  /** A factor of the caller's; empty where there is none of that id. */
  public Optional<Factor> find(Caller caller, FactorId id) {
    return transactions.in(caller.tenant(), () -> own(caller, id).map(views::of));
  }

  /** Gives a factor of the caller's another name; empty where there is none of that id. */
  public Optional<Factor> rename(Caller caller, FactorId id, String name) {
    return change(caller, id, row -> store.rename(id, name));
  }

  /** Makes a factor of the caller's what they are asked for; empty where it cannot be. */
  public Optional<Factor> makePrimary(Caller caller, FactorId id) {
    return change(
        caller,
        id,
        row -> {
          if (row.isVerified() && UsableFactors.standsAlone(row)) {
            store.makePrimary(caller.person(), id);
          }
        });
  }

  /**
   * Takes a factor of the caller's out of use; with the last one go the recovery codes. False where
   * there is none of that id.
   */
  public boolean disable(Caller caller, FactorId id) {
    return transactions.in(
        caller.tenant(),
        () -> {
          // So that two who disable the last two don't both believe that another one is left.
          standings.lock(caller.tenant(), caller.person());
          Optional<JdbcFactors.Row> found = own(caller, id);
          found.ifPresent(row -> {
            store.delete(id);
            audit.record(about(caller, AuditEventType.FACTOR_DISABLED, row));
            if (row.isVerified()) {
              afterLoss(caller, row);
            }
          });
          return found.isPresent();
        });
  }

  /** A new set of recovery codes, in place of the one so far; empty for whoever has no factor. */
  public Optional<List<Secret>> replaceRecoveryCodes(Caller caller) {
    return transactions.in(
        caller.tenant(),
        () -> {
          if (usable.among(caller.tenant(), store.list(caller.person())).isEmpty()) {
            return Optional.empty();
          }
          List<Secret> codes =
              recovery.replace(Enroller.in(caller.tenant(), caller.person(), caller.signIn()));
          recovery.enable(caller.person(), StoredTime.now(clock));
          audit.record(
              Happening.about(
                      caller.tenant(), AuditEventType.RECOVERY_CODES_CREATED, caller.person())
                  .by(caller));
          tell(caller, FactorsChanged.What.RECOVERY_CODES_REPLACED, FactorType.RECOVERY_CODE);
          return Optional.of(codes);
        });
  }

  /**
   * Takes all of somebody's factors, trusted devices and failures away, by an administrator's word;
   * false where there was nothing to take.
   */
  public boolean reset(Caller administrator, UserId user, String reason) {
    return transactions.in(
        administrator.tenant(),
        () ->
            resets.reset(
                administrator.tenant(),
                user,
                event -> event.by(administrator).with(Map.of("reason", reason))));
  }

  private interface Change {
    void make(JdbcFactors.Row row);
  }

  private Optional<Factor> change(Caller caller, FactorId id, Change change) {
    return transactions.in(
        caller.tenant(),
        () -> {
          Optional<JdbcFactors.Row> found = own(caller, id);
          found.ifPresent(row -> {
            change.make(row);
            audit.record(about(caller, AuditEventType.FACTOR_CHANGED, row));
          });
          return found.flatMap(row -> store.find(row.id())).map(views::of);
        });
  }

  private Optional<JdbcFactors.Row> own(Caller caller, FactorId id) {
    return store.find(id).filter(row -> row.user().equals(caller.person()));
  }

  private void afterLoss(Caller caller, JdbcFactors.Row lost) {
    List<JdbcFactors.Row> left = store.list(caller.person());
    Optional<JdbcFactors.Row> next =
        left.stream()
            .filter(JdbcFactors.Row::isVerified)
            .filter(UsableFactors::standsAlone)
            .min(Comparator.comparing(JdbcFactors.Row::createdAt));
    if (next.isEmpty()) {
      left.forEach(row -> store.delete(row.id()));
    } else if (lost.primary()) {
      store.makePrimary(caller.person(), next.get().id());
    }
    tell(caller, FactorsChanged.What.DISABLED, lost.type());
  }

  private void tell(Caller caller, FactorsChanged.What what, FactorType type) {
    events.publishEvent(new FactorsChanged(caller.tenant(), caller.person(), what, type));
  }

  private static AuditEvent about(Caller caller, AuditEventType type, JdbcFactors.Row row) {
    return Happening.about(caller.tenant(), type, caller.person())
        .by(caller)
        .with(Map.of("factor", row.id().text(), "type", row.type().wireName()));
  }
}
