package dev.countersign.server.signin;

import dev.countersign.api.PasskeyCredential;
import dev.countersign.api.PasskeyRequestOptions;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.factors.FactorProofs;
import dev.countersign.server.factors.PasskeySignIns;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.ratelimit.ClientNetwork;
import dev.countersign.server.ratelimit.FailureThrottle;
import dev.countersign.server.ratelimit.FailureThrottle.Attempt;
import dev.countersign.server.tokens.TokenAlgorithm;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import dev.countersign.server.webauthn.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Signs somebody in by a passkey alone, which is two factors at once: something they have, and the
 * finger, face or PIN by which it verified them. As with a password, whoever is refused learns
 * nothing about who exists: a passkey that is not known is refused as one with a wrong signature.
 */
public final class PasskeySignIn {
  private static final int NAME_MAX = 64;

  private final PasskeySignIns passkeys;
  private final Users users;
  private final FailureThrottle throttle;
  private final FamiliarPlaces places;
  private final Entrance entrance;
  private final BrowserEntrance browserEntrance;
  private final FactorProofs proofs;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  PasskeySignIn(
      PasskeySignIns passkeys,
      Users users,
      FailureThrottle throttle,
      FamiliarPlaces places,
      Entrance entrance,
      BrowserEntrance browserEntrance,
      FactorProofs proofs,
      TenantTransactions transactions,
      AuditTrail audit) {
    this.passkeys = passkeys;
    this.users = users;
    this.throttle = throttle;
    this.places = places;
    this.entrance = entrance;
    this.browserEntrance = browserEntrance;
    this.proofs = proofs;
    this.transactions = transactions;
    this.audit = audit;
  }

  /** What signing in came to. */
  public sealed interface Outcome {
    record Done(SignedIn signedIn) implements Outcome {}

    record Refused(Fault fault) implements Outcome {}

    /** This passkey was refused too often. */
    record Delayed(Duration delay) implements Outcome {}
  }

  /** Asks for a passkey. */
  public PasskeyRequestOptions begin(TenantId tenant) {
    return passkeys.begin(tenant);
  }

  /** Lets somebody in with tokens. Not to be called inside a transaction. */
  Outcome signIn(
      TenantId tenant, PasskeyCredential credential, @Nullable TokenAlgorithm algorithm) {
    return signIn(tenant, credential, (user, key) -> entrance.openByKey(user, algorithm, key));
  }

  /** Lets somebody in with a browser's cookie. Not to be called inside a transaction. */
  public Outcome signInWithBrowser(TenantId tenant, PasskeyCredential credential) {
    return signIn(tenant, credential, (user, _) -> browserEntrance.open(user));
  }

  private Outcome signIn(
      TenantId tenant, PasskeyCredential credential, BiFunction<User, String, SignedIn> door) {
    String origin = ClientNetwork.current().orElse("");
    String name = name(tenant, credential);
    UserId claimed = passkeys.claimed(tenant, credential).orElse(Users.NOBODY);
    boolean familiar = places.isFamiliar(tenant, claimed, origin);
    try (Attempt attempt = throttle.begin(name, origin, familiar)) {
      Optional<Duration> delay = attempt.delay();
      if (delay.isPresent()) {
        return new Outcome.Delayed(delay.get());
      }
      Outcome outcome = transactions.in(tenant, () -> judge(tenant, claimed, credential, door));
      if (outcome instanceof Outcome.Done) {
        attempt.succeeded();
      } else {
        attempt.failed();
      }
      return outcome;
    }
  }

  // Whose passkey it is makes no difference to how often it may be tried, nor whether it is any.
  private static String name(TenantId tenant, PasskeyCredential credential) {
    String id = credential.id();
    return tenant.value() + " passkey " + id.substring(0, Math.min(id.length(), NAME_MAX));
  }

  // People are locked before anything of theirs, here as everywhere.
  private Outcome judge(
      TenantId tenant,
      UserId claimed,
      PasskeyCredential credential,
      BiFunction<User, String, SignedIn> door) {
    Users.Standing standing = users.lockStanding(List.of(claimed)).get(claimed);
    return switch (passkeys.judge(tenant, credential)) {
      case PasskeySignIns.Outcome.Refused(Fault fault) ->
          refuse(tenant, claimed, fault, fault.wireName());
      case PasskeySignIns.Outcome.Proved proved
          when standing == null || !standing.isActive() || !proved.user().equals(claimed) ->
          refuse(tenant, claimed, Fault.SIGNATURE, "disabled");
      case PasskeySignIns.Outcome.Proved proved -> enter(tenant, proved, door);
    };
  }

  private Outcome enter(
      TenantId tenant,
      PasskeySignIns.Outcome.Proved proved,
      BiFunction<User, String, SignedIn> door) {
    User user = users.find(tenant, proved.user()).orElseThrow();
    SignedIn signedIn = door.apply(user, proved.key());
    proofs.noteKeyAlone(tenant, signedIn.session().id(), proved.key());
    audit.record(
        Happening.about(tenant, AuditEventType.LOGIN_SUCCESS, user.id())
            .by(user.id().value(), signedIn.session().id())
            .with(Map.of("factor", proved.factor().text(), "by", "passkey")));
    return new Outcome.Done(signedIn);
  }

  private Outcome refuse(TenantId tenant, UserId claimed, Fault fault, String reason) {
    audit.record(
        Happening.about(
                tenant,
                AuditEventType.LOGIN_FAILED,
                claimed.equals(Users.NOBODY) ? null : claimed,
                Map.of())
            .with(Map.of("by", "passkey", "reason", reason)));
    return new Outcome.Refused(fault);
  }
}
