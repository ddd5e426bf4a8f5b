package dev.countersign.server.registration;

import dev.countersign.server.access.Role;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.credentials.Passwords;
import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.registration.JdbcRegistrations.Live;
import dev.countersign.server.registration.PendingContent.Pending;
import dev.countersign.server.signin.Entrance;
import dev.countersign.server.signin.SignedIn;
import dev.countersign.server.users.User;
import dev.countersign.server.users.Users;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Makes a user of somebody who proves to read what is sent to their address. */
public final class AddressProof {
  private final JdbcRegistrations store;
  private final PendingContent content;
  private final OneTimeSecrets secrets;
  private final Users users;
  private final Passwords passwords;
  private final Entrance entrance;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final InstantSource clock;

  AddressProof(
      JdbcRegistrations store,
      PendingContent content,
      OneTimeSecrets secrets,
      Users users,
      Passwords passwords,
      Entrance entrance,
      TenantTransactions transactions,
      AuditTrail audit,
      InstantSource clock) {
    this.store = store;
    this.content = content;
    this.secrets = secrets;
    this.users = users;
    this.passwords = passwords;
    this.entrance = entrance;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /** What a proof came to; {@code T} is what the caller makes of the new user. */
  public sealed interface Outcome<T> {
    record Proved<T>(T result) implements Outcome<T> {}

    /** Wrong, used, expired, or tried too often. */
    record Invalid<T>() implements Outcome<T> {}

    /** Somebody else took the name meanwhile, or the address was registered another way. */
    record Taken<T>() implements Outcome<T> {}
  }

  /** Whether a link would work, without using it: mail programs follow links on their own. */
  public boolean isLive(TenantId tenant, Secret token) {
    byte[] hash = secrets.hash(ProofLetters.TOKEN, token);
    return transactions.in(tenant, () -> store.isLive(hash, StoredTime.now(clock)));
  }

  /**
   * Whether a password is the one chosen at registration. Somebody can register an address that is
   * not theirs; whoever reads it must not open that account for them by following a link. Empty
   * when too many are waiting; not to be called inside a transaction.
   */
  public Optional<Boolean> isChosenPassword(TenantId tenant, Secret token, Secret password) {
    return transactions
        .in(tenant, () -> byToken(token).map(live -> content.open(live).password()))
        .map(hash -> passwords.matches(hash, password))
        .orElse(Optional.of(false));
  }

  /** Proves by the link, and signs nobody in: who clicks may sit at another machine. */
  public Outcome<User> byLink(TenantId tenant, Secret token) {
    return transactions.in(tenant, () -> prove(byToken(token), Function.identity()));
  }

  /** Proves by the link's token, and lets in whoever brings it with {@link #isChosenPassword}. */
  Outcome<SignedIn> enterByToken(TenantId tenant, Secret token) {
    return transactions.in(tenant, () -> prove(byToken(token), entrance::open));
  }

  /** Proves by the code, and lets in whoever brings it. */
  Outcome<SignedIn> enterByCode(TenantId tenant, RegistrationId id, Secret code) {
    return transactions.in(tenant, () -> prove(byCode(id, code), entrance::open));
  }

  private Optional<Live> byToken(Secret token) {
    return store.lockByToken(secrets.hash(ProofLetters.TOKEN, token), StoredTime.now(clock));
  }

  // The try is counted with the transaction, right or wrong.
  private Optional<Live> byCode(RegistrationId id, Secret code) {
    byte[] hash = secrets.hash(ProofLetters.CODE, ProofLetters.bound(id, code));
    Optional<Live> found =
        store.lock(id, clock.instant()).filter(live -> live.takesCodes(clock.instant()));
    found.ifPresent(live -> store.tryCode(id));
    return found.filter(live -> MessageDigest.isEqual(live.codeHash, hash));
  }

  private <T> Outcome<T> prove(Optional<Live> registration, Function<User, T> then) {
    if (registration.isEmpty()) {
      return new Outcome.Invalid<>();
    }
    Live live = registration.get();
    TenantId tenant = live.tenant;
    Pending pending = content.open(live);
    Optional<User> created =
        users.create(
            new Users.NewUser(tenant, pending.email(), pending.username(), Role.USER, true));
    if (created.isEmpty()) {
      return new Outcome.Taken<>();
    }
    User user = created.get();
    passwords.put(tenant, user.id(), pending.password());
    store.end(live, StoredTime.now(clock));
    audit.record(
        Happening.about(tenant, AuditEventType.USER_REGISTERED, user.id())
            .by(user.id().value(), null));
    audit.record(Happening.about(tenant, AuditEventType.EMAIL_VERIFIED, user.id()));
    return new Outcome.Proved<>(then.apply(user));
  }
}
