package dev.countersign.server.users;

import dev.countersign.server.access.Access;
import dev.countersign.server.access.Role;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.RoundTrip;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.privacy.PersonalData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The people of each tenant. Names and addresses are told apart without regard to case or form;
 * addresses are kept sealed, and found by a keyed hash. Every method joins the caller's transaction
 * where there is one. Thread-safe.
 */
public final class Users {
  /** An id that nobody has. */
  public static final UserId NOBODY = new UserId(new UUID(0, 0));

  private static final String EMAIL = "email";
  private static final String USERNAME = "username";

  private final JdbcUsers store;
  private final PersonalData personalData;
  private final TenantTransactions transactions;
  private final InstantSource clock;
  private final IdGenerator ids;
  private final boolean onlyProvenAddresses;

  /**
   * The people of a store.
   *
   * @param onlyProvenAddresses whether an address finds a recipient only if its owner has proved it
   */
  Users(
      JdbcUsers store,
      PersonalData personalData,
      TenantTransactions transactions,
      InstantSource clock,
      IdGenerator ids,
      boolean onlyProvenAddresses) {
    this.store = store;
    this.personalData = personalData;
    this.transactions = transactions;
    this.clock = clock;
    this.ids = ids;
    this.onlyProvenAddresses = onlyProvenAddresses;
  }

  /**
   * Somebody to be added. Both names have been checked for their form.
   *
   * @param verified whether they have proved to read what is sent to the address
   */
  public record NewUser(
      TenantId tenant, String email, @Nullable String username, Role role, boolean verified) {

    /** Somebody whose address nobody has proved. */
    public NewUser(TenantId tenant, String email, @Nullable String username, Role role) {
      this(tenant, email, username, role, false);
    }
  }

  /** Whether, and as what, a person may act. */
  public record Standing(User.Status status, Access access) {
    public boolean isActive() {
      return status == User.Status.ACTIVE;
    }
  }

  /**
   * Whom somebody claims to be.
   *
   * @param name the claimed name in the one spelling by which people are told apart
   * @param user empty where nobody has it
   */
  public record Claim(String name, Optional<UserId> user) {
    @Override
    public String toString() {
      return "Claim[" + user + "]";
    }
  }

  /** Adds somebody; empty where the address is taken, or the name or one that looks like it. */
  public Optional<User> create(NewUser wanted) {
    return transactions.in(wanted.tenant(), () -> insert(wanted));
  }

  public Optional<User> find(TenantId tenant, UserId id) {
    return transactions.in(tenant, () -> store.find(id).map(this::opened));
  }

  public Optional<User> findByEmail(TenantId tenant, String email) {
    return transactions.in(
        tenant, () -> store.findByEmail(emailIndex(tenant, email)).map(this::opened));
  }

  public Optional<User> findByUsername(TenantId tenant, String username) {
    return transactions.in(
        tenant, () -> store.findByUsername(Names.folded(username)).map(this::opened));
  }

  /** Whose the address is; finding somebody and finding nobody takes the same work. */
  public Claim claimedByEmail(TenantId tenant, String email) {
    return claim(
        tenant,
        EMAIL,
        Names.foldedEmail(email),
        () -> store.findByEmail(emailIndex(tenant, email)));
  }

  /** Whose the username is, likewise. */
  public Claim claimedByUsername(TenantId tenant, String username) {
    String folded = Names.folded(username);
    return claim(tenant, USERNAME, folded, () -> store.findByUsername(folded));
  }

  // What follows may seal something under the person's key. It is fetched now, and for nobody a
  // stand-in's, so that it is at hand as often for the one as for the other.
  private Claim claim(
      TenantId tenant, String kind, String folded, Supplier<Optional<JdbcUsers.Row>> search) {
    return transactions.in(
        tenant,
        () -> {
          Optional<UserId> user = search.get().map(JdbcUsers.Row::id);
          byte[] index = personalData.index(tenant, "nobody's " + kind, folded);
          UUID standIn = UUID.nameUUIDFromBytes(index);
          personalData.fetch(tenant, user.map(UserId::value).orElse(standIn));
          personalData.fetch(tenant, tenant.value());
          return new Claim(kind + " " + folded, user);
        });
  }

  /** Whether a username, or one that looks like it, belongs to somebody. */
  public boolean isUsernameTaken(TenantId tenant, String username) {
    return transactions.in(
        tenant, () -> store.isUsernameTaken(Names.folded(username), Names.skeleton(username)));
  }

  /** The keyed hash by which an address is found, for whoever keeps some that are nobody's yet. */
  public byte[] emailIndex(TenantId tenant, String email) {
    return personalData.index(tenant, EMAIL, Names.foldedEmail(email));
  }

  /** Whom a payer means by an id {@code usr_…}, an e-mail address or a username. */
  public Optional<UserId> findRecipient(TenantId tenant, String recipient) {
    Optional<UserId> id = UserId.parse(recipient);
    return transactions.in(
        tenant,
        () -> {
          if (id.isPresent()) {
            return store.find(id.get()).map(JdbcUsers.Row::id);
          }
          return recipient.contains("@")
              ? store
                  .findByEmail(emailIndex(tenant, recipient))
                  .filter(row -> row.isVerified() || !onlyProvenAddresses)
                  .map(JdbcUsers.Row::id)
              : store.findByUsername(Names.folded(recipient)).map(JdbcUsers.Row::id);
        });
  }

  /**
   * The tenant's people, the newest first.
   *
   * @param text the beginning of a username, a whole address, or an id; {@code null} for everybody
   * @param before begin after this one, for the next page
   */
  public List<User> search(
      TenantId tenant, @Nullable String text, @Nullable UserId before, int limit) {
    return transactions.in(
        tenant,
        () -> {
          List<JdbcUsers.Row> rows =
              text == null || text.isBlank()
                  ? store.list(before, limit)
                  : store.search(
                      Names.folded(text),
                      emailIndex(tenant, text),
                      UserId.parse(text.strip()).orElse(null),
                      before,
                      limit);
          return rows.stream().map(this::opened).toList();
        });
  }

  /**
   * How these people stand, with their rows locked in share mode until the caller's transaction
   * ends: whoever changes one of them waits for that, or has been seen. Unknown ones are left out.
   */
  public Map<UserId, Standing> lockStanding(Collection<UserId> users) {
    return users.isEmpty() ? Map.of() : store.lockStanding(users);
  }

  /** The same with others' statements. */
  public Supplier<Map<UserId, Standing>> lockStanding(Collection<UserId> users, RoundTrip trip) {
    return users.isEmpty() ? Map::of : JdbcUsers.lockStanding(users, trip);
  }

  /**
   * Takes somebody's right to act, in the caller's transaction; false where it was gone already.
   */
  public boolean disable(UserId user) {
    return store.disable(user, StoredTime.now(clock));
  }

  /** Gives it back, in the caller's transaction; false where it was not gone. */
  public boolean enable(UserId user) {
    return store.enable(user, StoredTime.now(clock));
  }

  /** Who of a tenant has a role, up to so many from after one on, in the order of their ids. */
  public List<UserId> withRole(TenantId tenant, String role, @Nullable UserId after, int limit) {
    return transactions.in(tenant, () -> store.withRole(role, after, limit));
  }

  /** Whether an active person other than this one has a role, in the caller's transaction. */
  public boolean hasOtherWithRole(String role, UserId other) {
    return store.hasOtherWithRole(role, other);
  }

  /** Notes, in the caller's transaction, that somebody reads what is sent to their address. */
  public void proveEmail(UserId user) {
    store.proveEmail(user, StoredTime.now(clock));
  }

  /** Whether there is anybody who may administer. */
  public boolean hasAdministrator(TenantId tenant) {
    return transactions.in(tenant, store::hasAdministrator);
  }

  /**
   * Whether there is anybody who may administer, asked one after the other: until the caller's
   * transaction ends nobody else gets an answer.
   */
  public boolean hasAdministratorExclusively() {
    store.lockFirstAdministrator();
    return store.hasAdministrator();
  }

  private Optional<User> insert(NewUser wanted) {
    TenantId tenant = wanted.tenant();
    UserId id = new UserId(ids.next());
    Instant now = StoredTime.now(clock);
    User user =
        new User(
            id,
            tenant,
            wanted.username(),
            wanted.email(),
            Access.ofNew(wanted.role(), id.value()),
            User.Status.ACTIVE,
            wanted.verified() ? now : null,
            now);
    byte[] sealed =
        personalData.seal(
            tenant, id.value(), wanted.email().getBytes(StandardCharsets.UTF_8), EMAIL);
    if (!store.insert(user, sealed, emailIndex(tenant, wanted.email()))) {
      // The key was made for somebody who does not come to be.
      personalData.forget(tenant, id.value());
      return Optional.empty();
    }
    return Optional.of(user);
  }

  private User opened(JdbcUsers.Row row) {
    return row.toUser(
        personalData
            .open(row.tenant(), row.id().value(), row.emailSealed(), EMAIL)
            .map(email -> new String(email, StandardCharsets.UTF_8))
            .orElse(null));
  }
}
