package dev.countersign.server.signin;

import dev.countersign.server.access.Role;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.credentials.PasswordHash;
import dev.countersign.server.credentials.PasswordOwner;
import dev.countersign.server.credentials.PasswordValidator;
import dev.countersign.server.credentials.Passwords;
import dev.countersign.server.credentials.Weakness;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Registers somebody, where everybody may, and lets them in at once. */
final class Registration {
  private final boolean open;
  private final Users users;
  private final PasswordValidator validator;
  private final Passwords passwords;
  private final Entrance entrance;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  Registration(
      boolean open,
      Users users,
      PasswordValidator validator,
      Passwords passwords,
      Entrance entrance,
      TenantTransactions transactions,
      AuditTrail audit) {
    this.open = open;
    this.users = users;
    this.validator = validator;
    this.passwords = passwords;
    this.entrance = entrance;
    this.transactions = transactions;
    this.audit = audit;
  }

  /** What registering came to. */
  sealed interface Outcome {
    record Done(SignedIn signedIn) implements Outcome {}

    /** Nobody may register here. */
    record Closed() implements Outcome {}

    record Weak(List<Weakness> weaknesses) implements Outcome {}

    /** The address or the name belongs to somebody. */
    record Taken() implements Outcome {}

    /** Too many are at it; the same may work in a moment. */
    record Busy() implements Outcome {}
  }

  /** Somebody who wants in; address and name have been checked for their form. */
  record Applicant(TenantId tenant, String email, @Nullable String username, Secret password) {}

  /** Not to be called inside a transaction. */
  Outcome register(Applicant applicant) {
    if (!open) {
      return new Outcome.Closed();
    }
    List<Weakness> weaknesses =
        validator.weaknesses(
            applicant.tenant(),
            applicant.password(),
            PasswordOwner.named(applicant.email(), applicant.username()));
    if (!weaknesses.isEmpty()) {
      return new Outcome.Weak(weaknesses);
    }
    if (isTaken(applicant)) {
      return new Outcome.Taken();
    }
    Optional<PasswordHash> hash = passwords.hash(applicant.password());
    return hash.isEmpty()
        ? new Outcome.Busy()
        : transactions.in(applicant.tenant(), () -> enter(applicant, hash.get()));
  }

  // Spares the hashing; what decides is the insert.
  private boolean isTaken(Applicant applicant) {
    return users.findByEmail(applicant.tenant(), applicant.email()).isPresent()
        || (applicant.username() != null
            && users.findByUsername(applicant.tenant(), applicant.username()).isPresent());
  }

  private Outcome enter(Applicant applicant, PasswordHash hash) {
    TenantId tenant = applicant.tenant();
    Optional<User> created =
        users.create(new Users.NewUser(tenant, applicant.email(), applicant.username(), Role.USER));
    if (created.isEmpty()) {
      return new Outcome.Taken();
    }
    User user = created.get();
    passwords.put(tenant, user.id(), hash);
    SignedIn signedIn = entrance.open(user);
    audit.record(
        Happening.about(tenant, AuditEventType.USER_REGISTERED, user.id())
            .by(user.id().value(), signedIn.session().id()));
    return new Outcome.Done(signedIn);
  }
}
