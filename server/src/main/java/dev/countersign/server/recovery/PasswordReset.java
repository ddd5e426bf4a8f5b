package dev.countersign.server.recovery;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.credentials.PasswordChange;
import dev.countersign.server.credentials.PasswordChanged;
import dev.countersign.server.credentials.PasswordChanged.How;
import dev.countersign.server.mail.Mail;
import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.users.Users;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.event.EventListener;

/**
 * Sets a new password by a link that went to the person's address. Asking for one tells nothing
 * about whether the address is known: nothing here looks.
 */
public final class PasswordReset {
  private final JdbcPasswordResets store;
  private final OneTimeSecrets secrets;
  private final PasswordChange change;
  private final Users users;
  private final Mail mail;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final InstantSource clock;

  PasswordReset(
      JdbcPasswordResets store,
      OneTimeSecrets secrets,
      PasswordChange change,
      Users users,
      Mail mail,
      TenantTransactions transactions,
      AuditTrail audit,
      InstantSource clock) {
    this.store = store;
    this.secrets = secrets;
    this.change = change;
    this.users = users;
    this.mail = mail;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /** Wishes for a letter to an address; whether it is anybody's shows later, and only there. */
  public void ask(TenantId tenant, String email) {
    transactions.run(
        tenant,
        () -> {
          mail.sendLater(tenant, null, ResetLetters.KIND, email);
          audit.record(
              Happening.about(
                  tenant,
                  AuditEventType.PASSWORD_RESET_REQUESTED,
                  null,
                  Map.of("identifier", email)));
        });
  }

  /** Whether a link would work, without using it: mail programs follow links on their own. */
  public boolean isLive(TenantId tenant, Secret token) {
    return owner(tenant, token).isPresent();
  }

  /** Sets the password and spends the link. Not to be called inside a transaction. */
  public PasswordChange.Outcome reset(TenantId tenant, Secret token, Secret wanted) {
    return owner(tenant, token)
        .map(user -> reset(tenant, user, secrets.hash(ResetLetters.TOKEN, token), wanted))
        .orElseGet(PasswordChange.Outcome.NotEntitled::new);
  }

  private PasswordChange.Outcome reset(TenantId tenant, UserId user, byte[] hash, Secret wanted) {
    PasswordChange.Outcome outcome =
        change.set(tenant, user, wanted, How.RESET, () -> store.spend(hash, StoredTime.now(clock)));
    if (outcome instanceof PasswordChange.Outcome.Changed) {
      // In a transaction of its own: the change holds the person's row with others, and two
      // changes at once would wait for each other to write to it.
      transactions.run(tenant, () -> users.proveEmail(user));
    }
    return outcome;
  }

  private Optional<UserId> owner(TenantId tenant, Secret token) {
    byte[] hash = secrets.hash(ResetLetters.TOKEN, token);
    return transactions.in(tenant, () -> store.findLive(hash, clock.instant()));
  }

  /** However a password was changed, links sent before are good for nothing. */
  @EventListener
  void on(PasswordChanged changed) {
    store.endOf(changed.user(), StoredTime.now(clock));
  }
}
