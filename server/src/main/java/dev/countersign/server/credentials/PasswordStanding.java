package dev.countersign.server.credentials;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.credentials.PasswordPolicy.BreachCheck;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * Whether a password that was found right may still let its owner in. Asked after the password was
 * checked and not before, so that nobody learns anything of a password they do not know.
 */
public final class PasswordStanding {
  private final PasswordPolicies policies;
  private final PasswordValidator validator;
  private final JdbcPasswords store;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final Duration breachCheckEvery;

  PasswordStanding(
      PasswordPolicies policies,
      PasswordValidator validator,
      JdbcPasswords store,
      TenantTransactions transactions,
      AuditTrail audit,
      InstantSource clock,
      Duration breachCheckEvery) {
    this.policies = policies;
    this.validator = validator;
    this.store = store;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
    this.breachCheckEvery = breachCheckEvery;
  }

  /** What asking came to. */
  public sealed interface Answered {
    record Good() implements Answered {}

    /** It lets nobody in until it is changed. */
    record MustChange(ChangeReason reason) implements Answered {}

    /** It cannot be looked up among breached ones now, and the policy does not go without. */
    record Unknown() implements Answered {}
  }

  /** What is known of a right password, and whether its owner may administer. */
  public record Question(TenantId tenant, boolean privileged, CheckedPassword checked) {}

  /** What can be said without asking anybody; unknown where somebody has to be asked. */
  public Answered known(Question question) {
    CheckedPassword checked = question.checked();
    if (checked.changeReason() != null) {
      return new Answered.MustChange(checked.changeReason());
    }
    PasswordPolicy policy = policies.of(question.tenant());
    if (hasExpired(policy, question)) {
      return new Answered.MustChange(ChangeReason.EXPIRED);
    }
    return isDue(checked) && validator.asks(policy) ? new Answered.Unknown() : new Answered.Good();
  }

  /**
   * Looks a right password up among breached ones, where it is {@link #known} to be good otherwise.
   * Not to be called inside a transaction: it may wait for an answer over the network.
   */
  public Answered ask(TenantId tenant, UserId user, CheckedPassword checked, Secret password) {
    PasswordPolicy policy = policies.of(tenant);
    return switch (validator.askBreached(tenant, user, password, policy)) {
      case LISTED -> {
        transactions.run(tenant, () -> demandChange(tenant, user, checked));
        yield new Answered.MustChange(ChangeReason.BREACHED);
      }
      case NOT_LISTED -> {
        transactions.run(
            tenant, () -> store.markChecked(user, checked.version(), StoredTime.now(clock)));
        yield new Answered.Good();
      }
      case UNKNOWN ->
          policy.breachCheck() == BreachCheck.FAIL_CLOSED
              ? new Answered.Unknown()
              : new Answered.Good();
    };
  }

  private boolean hasExpired(PasswordPolicy policy, Question question) {
    PasswordOwner owner = PasswordOwner.named();
    Duration age = Duration.between(question.checked().changedAt(), clock.instant());
    return policy.ageing().expires(question.privileged() ? owner.asPrivileged() : owner)
        && age.compareTo(Duration.ofDays(policy.ageing().maxDays())) > 0;
  }

  private boolean isDue(CheckedPassword checked) {
    Instant last = checked.breachCheckedAt();
    return last == null || !last.plus(breachCheckEvery).isAfter(clock.instant());
  }

  // Remembered, so that a source that is away later lets nobody in again.
  private void demandChange(TenantId tenant, UserId user, CheckedPassword checked) {
    if (store.demandChange(user, checked.version(), ChangeReason.BREACHED)) {
      audit.record(
          Happening.about(tenant, AuditEventType.PASSWORD_BREACHED, user)
              .with(Map.of("found", "sign_in")));
    }
  }
}
