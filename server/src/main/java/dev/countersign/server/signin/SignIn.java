package dev.countersign.server.signin;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.credentials.Passwords;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs somebody in with a password.
 *
 * <p>Whoever is refused learns nothing from it: nobody of that name, a wrong password and a
 * disabled account get the same answer after the same work. Only audit knows which it was.
 */
public final class SignIn {
  private final Users users;
  private final Passwords passwords;
  private final Entrance entrance;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  SignIn(
      Users users,
      Passwords passwords,
      Entrance entrance,
      TenantTransactions transactions,
      AuditTrail audit) {
    this.users = users;
    this.passwords = passwords;
    this.entrance = entrance;
    this.transactions = transactions;
    this.audit = audit;
  }

  /** What signing in came to. */
  public sealed interface Outcome {
    record Done(SignedIn signedIn) implements Outcome {}

    /** Who it is was not established. */
    record Refused() implements Outcome {}

    /** Too many are signing in; the same may work in a moment. */
    record Busy() implements Outcome {}
  }

  private enum Failure {
    UNKNOWN_USER("unknown_user"),
    WRONG_PASSWORD("wrong_password"),
    DISABLED("disabled");

    private final String wireName;

    Failure(String wireName) {
      this.wireName = wireName;
    }
  }

  /** Not to be called inside a transaction. */
  public Outcome signIn(TenantId tenant, Identifier identifier, Secret password) {
    Optional<User> user = find(tenant, identifier);
    return switch (passwords.check(tenant, user.map(User::id).orElse(null), password)) {
      case BUSY -> new Outcome.Busy();
      case WRONG ->
          transactions.in(
              tenant,
              () ->
                  refuse(
                      tenant,
                      identifier,
                      user,
                      user.isPresent() ? Failure.WRONG_PASSWORD : Failure.UNKNOWN_USER));
      case RIGHT -> transactions.in(tenant, () -> enter(identifier, user.orElseThrow()));
    };
  }

  private Optional<User> find(TenantId tenant, Identifier identifier) {
    return switch (identifier) {
      case Identifier.Email(String address) -> users.findByEmail(tenant, address);
      case Identifier.Username(String name) -> users.findByUsername(tenant, name);
    };
  }

  // The person may have been disabled since the look-up; from here on that has to wait.
  private Outcome enter(Identifier identifier, User user) {
    Users.Standing standing = users.lockStanding(List.of(user.id())).get(user.id());
    if (standing == null || !standing.isActive()) {
      return refuse(user.tenant(), identifier, Optional.of(user), Failure.DISABLED);
    }
    SignedIn signedIn = entrance.open(user);
    audit.record(
        Happening.about(user.tenant(), AuditEventType.LOGIN_SUCCESS, user.id())
            .by(user.id().value(), signedIn.session().id()));
    return new Outcome.Done(signedIn);
  }

  private Outcome refuse(
      TenantId tenant, Identifier identifier, Optional<User> user, Failure failure) {
    audit.record(
        Happening.about(
                tenant,
                AuditEventType.LOGIN_FAILED,
                user.map(User::id).orElse(null),
                Map.of("identifier", identifier.text()))
            .with(Map.of("reason", failure.wireName)));
    return new Outcome.Refused();
  }
}
