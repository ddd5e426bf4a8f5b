package dev.countersign.server.signin;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.credentials.Passwords;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.request.RequestContext;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.ratelimit.ClientNetwork;
import dev.countersign.server.ratelimit.FailureThrottle;
import dev.countersign.server.ratelimit.FailureThrottle.Attempt;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs somebody in with a password.
 *
 * <p>Whoever is refused learns nothing from it: nobody of that name, a wrong password and a
 * disabled account get the same answer after the same work, and whose name has failed too often is
 * told to wait, whether or not it is anybody's. Only audit knows which it was.
 */
public final class SignIn {
  private final Users users;
  private final Passwords passwords;
  private final FailureThrottle throttle;
  private final Entrance entrance;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  SignIn(
      Users users,
      Passwords passwords,
      FailureThrottle throttle,
      Entrance entrance,
      TenantTransactions transactions,
      AuditTrail audit) {
    this.users = users;
    this.passwords = passwords;
    this.throttle = throttle;
    this.entrance = entrance;
    this.transactions = transactions;
    this.audit = audit;
  }

  /** What signing in came to. */
  public sealed interface Outcome {
    record Done(SignedIn signedIn) implements Outcome {}

    /** Who it is was not established. */
    record Refused() implements Outcome {}

    /** Too many failures under this name; whoever it is shall wait. */
    record Delayed(Duration delay) implements Outcome {}

    /** Too many are signing in; the same may work in a moment. */
    record Busy() implements Outcome {}
  }

  private enum Failure {
    UNKNOWN_USER("unknown_user"),
    WRONG_PASSWORD("wrong_password"),
    DISABLED("disabled"),
    THROTTLED("throttled");

    private final String wireName;

    Failure(String wireName) {
      this.wireName = wireName;
    }
  }

  /** Not to be called inside a transaction. */
  public Outcome signIn(TenantId tenant, Identifier identifier, Secret password) {
    Users.Claim claim = claim(tenant, identifier);
    String origin =
        RequestContext.current()
            .map(request -> ClientNetwork.of(request.clientAddress()))
            .orElse("");
    try (Attempt attempt = throttle.begin(tenant.value() + " " + claim.name(), origin)) {
      Optional<Duration> delay = attempt.delay();
      if (delay.isPresent()) {
        return transactions.in(
            tenant,
            () -> {
              refuse(tenant, identifier, claim, Failure.THROTTLED);
              return new Outcome.Delayed(delay.get());
            });
      }
      return check(tenant, identifier, claim, password, attempt);
    }
  }

  private Users.Claim claim(TenantId tenant, Identifier identifier) {
    return switch (identifier) {
      case Identifier.Email(String address) -> users.claimedByEmail(tenant, address);
      case Identifier.Username(String name) -> users.claimedByUsername(tenant, name);
    };
  }

  private Outcome check(
      TenantId tenant, Identifier identifier, Users.Claim claim, Secret password, Attempt attempt) {
    Passwords.Check check = passwords.check(tenant, claim.user().orElse(null), password);
    if (check == Passwords.Check.BUSY) {
      return new Outcome.Busy();
    }
    boolean right = check == Passwords.Check.RIGHT;
    Outcome outcome = transactions.in(tenant, () -> judge(tenant, identifier, claim, right));
    if (outcome instanceof Outcome.Done) {
      attempt.succeeded();
    } else {
      attempt.failed();
    }
    return outcome;
  }

  // A wrong password asks for a standing too, nobody's, so that it takes what a right one takes.
  private Outcome judge(TenantId tenant, Identifier identifier, Users.Claim claim, boolean right) {
    UserId asked = right ? claim.user().orElseThrow() : Users.NOBODY;
    // The person may have been disabled since the look-up; from here on that has to wait.
    Users.Standing standing = users.lockStanding(List.of(asked)).get(asked);
    if (right && standing != null && standing.isActive()) {
      return enter(users.find(tenant, asked).orElseThrow());
    }
    Failure failure =
        right
            ? Failure.DISABLED
            : claim.user().isPresent() ? Failure.WRONG_PASSWORD : Failure.UNKNOWN_USER;
    return refuse(tenant, identifier, claim, failure);
  }

  private Outcome enter(User user) {
    SignedIn signedIn = entrance.open(user);
    audit.record(
        Happening.about(user.tenant(), AuditEventType.LOGIN_SUCCESS, user.id())
            .by(user.id().value(), signedIn.session().id()));
    return new Outcome.Done(signedIn);
  }

  private Outcome refuse(
      TenantId tenant, Identifier identifier, Users.Claim claim, Failure failure) {
    audit.record(
        Happening.about(
                tenant,
                AuditEventType.LOGIN_FAILED,
                claim.user().orElse(null),
                Map.of("identifier", identifier.text()))
            .with(Map.of("reason", failure.wireName)));
    return new Outcome.Refused();
  }
}
