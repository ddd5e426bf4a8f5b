package dev.countersign.server.signin;

import dev.countersign.server.access.Role;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.credentials.PasswordHash;
import dev.countersign.server.credentials.PasswordOwner;
import dev.countersign.server.credentials.PasswordValidator;
import dev.countersign.server.credentials.Passwords;
import dev.countersign.server.credentials.Weakness;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.web.TextRules;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.util.List;
import java.util.Optional;

/**
 * Creates the one administrator who comes from nobody: by the operator's settings, or by whoever
 * holds the one-time token of the set-up link. Once there is an administrator, neither works.
 */
public final class FirstAdministrator {
  private static final TenantId TENANT = TenantId.DEFAULT;

  private final Users users;
  private final PasswordValidator validator;
  private final Passwords passwords;
  private final SetupLink link;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  FirstAdministrator(
      Users users,
      PasswordValidator validator,
      Passwords passwords,
      SetupLink link,
      TenantTransactions transactions,
      AuditTrail audit) {
    this.users = users;
    this.validator = validator;
    this.passwords = passwords;
    this.link = link;
    this.transactions = transactions;
    this.audit = audit;
  }

  /** What creating came to. */
  public sealed interface Outcome {
    record Created(UserId id) implements Outcome {}

    /** The token is not the one of the link. */
    record WrongToken() implements Outcome {}

    /** There is an administrator; the link is spent. */
    record TooLate() implements Outcome {}

    record NotAnEmail() implements Outcome {}

    /** The address belongs to somebody. */
    record Taken() implements Outcome {}

    record Weak(List<Weakness> weaknesses) implements Outcome {}

    /** Too many passwords are being hashed; the same may work in a moment. */
    record Busy() implements Outcome {}
  }

  /** Whether the set-up link waits to be used. */
  public boolean pending() {
    return link.isOpen() && !users.hasAdministrator(TENANT);
  }

  /** Creates the administrator by the link's token, which that spends. */
  public Outcome create(Secret token, String email, Secret password) {
    if (!link.opensWith(token)) {
      return new Outcome.WrongToken();
    }
    Outcome outcome = create(email, password);
    if (outcome instanceof Outcome.Created || outcome instanceof Outcome.TooLate) {
      link.close();
    }
    return outcome;
  }

  boolean isNeeded() {
    return !users.hasAdministrator(TENANT);
  }

  Outcome create(String email, Secret password) {
    String address = email.strip();
    if (!TextRules.isEmail(address)) {
      return new Outcome.NotAnEmail();
    }
    List<Weakness> weaknesses =
        validator.weaknesses(TENANT, password, PasswordOwner.named(address).asPrivileged());
    if (!weaknesses.isEmpty()) {
      return new Outcome.Weak(weaknesses);
    }
    Optional<PasswordHash> hash = passwords.hash(password);
    return hash.isEmpty()
        ? new Outcome.Busy()
        : transactions.in(TENANT, () -> insert(address, hash.get()));
  }

  // Two at once, on whatever nodes, come here one after the other.
  private Outcome insert(String email, PasswordHash hash) {
    if (users.hasAdministratorExclusively()) {
      return new Outcome.TooLate();
    }
    Optional<User> created =
        users.create(new Users.NewUser(TENANT, email, null, Role.ADMINISTRATOR));
    if (created.isEmpty()) {
      return new Outcome.Taken();
    }
    UserId id = created.get().id();
    passwords.put(TENANT, id, hash);
    audit.record(Happening.about(TENANT, AuditEventType.ADMINISTRATOR_CREATED, id));
    return new Outcome.Created(id);
  }
}
