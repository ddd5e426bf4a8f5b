package dev.countersign.server.credentials;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.credentials.BreachSource.Answer;
import dev.countersign.server.credentials.PasswordPolicy.BreachCheck;
import dev.countersign.server.credentials.Weakness.Kind;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges a new password by its tenant's policy: the one judge for registration, change, reset and
 * whoever only asks. What a person had before is judged where it is changed. Thread-safe.
 */
public final class PasswordValidator {
  private static final Weakness BREACHED =
      Weakness.of(
          Kind.BREACHED,
          "This is known from a breach elsewhere. Whoever tries passwords tries it first.");
  private static final Weakness UNCHECKED =
      Weakness.of(
          Kind.BREACH_UNCHECKED,
          "It could not be checked now whether this is known from a breach elsewhere.");

  private final PasswordPolicies policies;
  private final PasswordRules rules;
  private final BreachedPasswords breached;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  PasswordValidator(
      PasswordPolicies policies,
      PasswordRules rules,
      BreachedPasswords breached,
      TenantTransactions transactions,
      AuditTrail audit) {
    this.policies = policies;
    this.rules = rules;
    this.breached = breached;
    this.transactions = transactions;
    this.audit = audit;
  }

  /**
   * Why a password that somebody wants is not accepted; empty where it is. That it could not be
   * looked up among breached ones is audited. Not to be called inside a transaction.
   */
  public List<Weakness> weaknesses(TenantId tenant, Secret password, PasswordOwner owner) {
    return weaknesses(tenant, null, password, owner);
  }

  /** What would be wrong with a password by the rules, were there no second factor beside it. */
  List<Weakness> weaknessesAlone(TenantId tenant, Secret password, PasswordOwner owner) {
    return rules
        .judge(
            policies.of(tenant),
            password,
            new PasswordOwner(owner.names(), owner.privileged(), false))
        .errors();
  }

  List<Weakness> weaknesses(
      TenantId tenant, @Nullable UserId user, Secret password, PasswordOwner owner) {
    PasswordPolicy policy = policies.of(tenant);
    PasswordValidation validation = rules.judge(policy, password, owner);
    // What is refused anyway need not be known to anybody outside.
    if (!validation.valid() || !asks(policy)) {
      return validation.errors();
    }
    Answer answer = breached.ask(password);
    if (answer == Answer.UNKNOWN) {
      recordUnchecked(tenant, user, policy.breachCheck(), "password_chosen");
    }
    return with(validation, answer, policy.breachCheck()).errors();
  }

  /**
   * All that can be said of a password, for whoever asks. Not to be called inside a transaction.
   */
  public PasswordValidation validate(TenantId tenant, Secret password, PasswordOwner owner) {
    PasswordPolicy policy = policies.of(tenant);
    PasswordValidation validation = rules.judge(policy, password, owner);
    return asks(policy) && !isOutright(validation)
        ? with(validation, breached.ask(password), policy.breachCheck())
        : validation;
  }

  /** What there is to know of a password that somebody has; nothing where it is not to be asked. */
  Answer askBreached(TenantId tenant, UserId user, Secret password, PasswordPolicy policy) {
    if (!asks(policy)) {
      return Answer.NOT_LISTED;
    }
    Answer answer = breached.ask(password);
    if (answer == Answer.UNKNOWN) {
      recordUnchecked(tenant, user, policy.breachCheck(), "sign_in");
    }
    return answer;
  }

  /** Whether a policy has passwords looked up, and there is something to look them up in. */
  boolean asks(PasswordPolicy policy) {
    return policy.breachCheck() != BreachCheck.OFF && breached.canBeAsked();
  }

  private static boolean isOutright(PasswordValidation validation) {
    return validation.errors().stream().anyMatch(error -> error.kind() == Kind.NOT_TEXT);
  }

  private static PasswordValidation with(
      PasswordValidation validation, Answer answer, BreachCheck mode) {
    return switch (answer) {
      case LISTED -> validation.withError(BREACHED);
      case NOT_LISTED -> validation;
      case UNKNOWN ->
          mode == BreachCheck.FAIL_CLOSED
              ? validation.withError(UNCHECKED)
              : validation.withWarning(UNCHECKED);
    };
  }

  private void recordUnchecked(
      TenantId tenant, @Nullable UserId user, BreachCheck mode, String when) {
    transactions.run(
        tenant,
        () ->
            audit.record(
                Happening.about(tenant, AuditEventType.PASSWORD_BREACH_UNCHECKED, user)
                    .with(Map.of("when", when, "let_pass", mode == BreachCheck.FAIL_OPEN))));
  }
}
