package dev.countersign.server.registration;

import dev.countersign.server.access.Role;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.credentials.PasswordHash;
import dev.countersign.server.credentials.PasswordValidator;
import dev.countersign.server.credentials.Passwords;
import dev.countersign.server.credentials.Weakness;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.registration.Invitations.Invited;
import dev.countersign.server.signin.Entrance;
import dev.countersign.server.signin.SignedIn;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.util.List;
import java.util.Optional;

/**
 * Registers somebody, as far as the installation lets them: at once, after they have proved their
 * address, or because they were invited.
 *
 * <p>Where the address has to be proved, nothing here looks whether it is known: that is for the
 * letter to say, to whoever reads it.
 */
public final class Registration {
  private final ServiceSettings.Registration mode;
  private final Users users;
  private final PasswordValidator validator;
  private final Passwords passwords;
  private final Entrance entrance;
  private final PendingRegistrations pending;
  private final Invitations invitations;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  Registration(
      ServiceSettings.Registration mode,
      Users users,
      PasswordValidator validator,
      Passwords passwords,
      Entrance entrance,
      PendingRegistrations pending,
      Invitations invitations,
      TenantTransactions transactions,
      AuditTrail audit) {
    this.mode = mode;
    this.users = users;
    this.validator = validator;
    this.passwords = passwords;
    this.entrance = entrance;
    this.pending = pending;
    this.invitations = invitations;
    this.transactions = transactions;
    this.audit = audit;
  }

  /** What registering came to. */
  public sealed interface Outcome {
    record Done(SignedIn signedIn) implements Outcome {}

    /** The account is open, and nobody signed in yet. */
    record Opened(User user) implements Outcome {}

    /** A letter is on its way, to be answered. */
    record ToBeProved(RegistrationId id) implements Outcome {}

    /** Nobody may register here. */
    record Closed() implements Outcome {}

    /** Only who was invited may. */
    record ByInvitation() implements Outcome {}

    /** There is no such invitation for this address, or not any more. */
    record NotInvited() implements Outcome {}

    record Weak(List<Weakness> weaknesses) implements Outcome {}

    /** The address or the name belongs to somebody, or one that looks like the name does. */
    record Taken() implements Outcome {}

    /** Too many are at it; the same may work in a moment. */
    record Busy() implements Outcome {}
  }

  /** Registers somebody and lets them in, if at once. Not to be called inside a transaction. */
  public Outcome register(Applicant applicant) {
    return register(applicant, true);
  }

  /** Registers somebody who signs in by themselves. Not to be called inside a transaction. */
  public Outcome openAccount(Applicant applicant) {
    return register(applicant, false);
  }

  private Outcome register(Applicant applicant, boolean letIn) {
    if (mode == ServiceSettings.Registration.CLOSED) {
      return new Outcome.Closed();
    }
    if (applicant.invitation() == null && mode == ServiceSettings.Registration.INVITE) {
      return new Outcome.ByInvitation();
    }
    List<Weakness> weaknesses =
        validator.weaknesses(applicant.tenant(), applicant.password(), applicant.owner());
    if (!weaknesses.isEmpty()) {
      return new Outcome.Weak(weaknesses);
    }
    if (isNameTaken(applicant)) {
      return new Outcome.Taken();
    }
    Optional<PasswordHash> hash = passwords.hash(applicant.password());
    return hash.isEmpty()
        ? new Outcome.Busy()
        : transactions.in(applicant.tenant(), () -> admit(applicant, hash.get(), letIn));
  }

  // A name is no secret: whoever has one is paid by it. It is looked for first, to spare the hash.
  private boolean isNameTaken(Applicant applicant) {
    return applicant.username() != null
        && users.isUsernameTaken(applicant.tenant(), applicant.username());
  }

  private Outcome admit(Applicant applicant, PasswordHash hash, boolean letIn) {
    if (applicant.invitation() != null) {
      return invitations
          .lock(applicant)
          .map(invited -> accept(invited, applicant, hash, letIn))
          .orElseGet(Outcome.NotInvited::new);
    }
    return mode == ServiceSettings.Registration.VERIFIED
        ? new Outcome.ToBeProved(pending.add(applicant, hash))
        : enter(new Entry(applicant, hash, Role.USER, false, letIn));
  }

  private Outcome accept(Invited invited, Applicant applicant, PasswordHash hash, boolean letIn) {
    Outcome outcome = enter(new Entry(applicant, hash, invited.role(), true, letIn));
    if (!(outcome instanceof Outcome.Taken)) {
      invitations.use(invited);
    }
    return outcome;
  }

  /** Somebody on the threshold, as what, and whether they stay. */
  private record Entry(
      Applicant applicant, PasswordHash hash, Role role, boolean verified, boolean letIn) {}

  private Outcome enter(Entry entry) {
    TenantId tenant = entry.applicant().tenant();
    Optional<User> created =
        users.create(
            new Users.NewUser(
                tenant,
                entry.applicant().email(),
                entry.applicant().username(),
                entry.role(),
                entry.verified()));
    if (created.isEmpty()) {
      return new Outcome.Taken();
    }
    User user = created.get();
    passwords.put(tenant, user.id(), entry.hash());
    Optional<SignedIn> signedIn =
        entry.letIn() ? Optional.of(entrance.open(user)) : Optional.empty();
    audit.record(
        Happening.about(tenant, AuditEventType.USER_REGISTERED, user.id())
            .by(user.id().value(), signedIn.map(in -> in.session().id()).orElse(null)));
    return signedIn.<Outcome>map(Outcome.Done::new).orElseGet(() -> new Outcome.Opened(user));
  }
}
