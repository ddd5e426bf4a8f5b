package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.TokenAnswer;
import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.AccountOpenings;
import dev.countersign.server.ledger.AccountOpenings.Opening;
import dev.countersign.server.ledger.AccountOpenings.Outcome;
import dev.countersign.server.ledger.AccountRef;
import dev.countersign.server.ledger.Entry;
import dev.countersign.server.ledger.IdempotencyKey;
import dev.countersign.server.ledger.Ledger;
import dev.countersign.server.ledger.PostedTransfer;
import dev.countersign.server.ledger.RequestHash;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.ledger.Verdict;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.sessions.Session;
import dev.countersign.server.signin.Identifier;
import dev.countersign.server.signin.SignIn;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings what the console has to show: an administrator, accounts, and money that moved. */
final class ConsoleWorld {
  private static final String PUT_ROLES =
      """
      update users
      set roles = string_to_array(:roles, ',')
      where id = :id
      """;

  private final TestDatabase database;
  private final SignIn signIn;
  private final AccountOpenings openings;
  private final Ledger ledger;

  ConsoleWorld(TestDatabase database, SignIn signIn, AccountOpenings openings, Ledger ledger) {
    this.database = database;
    this.signIn = signIn;
    this.openings = openings;
    this.ledger = ledger;
  }

  /** Not a bean, so that the tests share the service that all others use. */
  static ConsoleWorld in(AutowireCapableBeanFactory beans) {
    return beans.createBean(ConsoleWorld.class);
  }

  /** Somebody who can sign in, with the sign-in that posts what this world posts. */
  record Person(String email, UserId id, Session session) {
    Transfer.Authority authority() {
      return new Transfer.Authority(id, session.id());
    }
  }

  Person somebody(int port) {
    String email = People.newEmail();
    TokenAnswer token = People.register(ApiClient.unchecked(port), email);
    return new Person(email, UserId.parse(token.user().id()).orElseThrow(), session(email));
  }

  Person administrator(int port) {
    Person person = somebody(port);
    putRoles(person, "administrator");
    return person;
  }

  /** Gives somebody a built-in role beside what everybody may. */
  void give(Person person, String role) {
    putRoles(person, "user," + role);
  }

  /** Leaves somebody nothing but a built-in role. */
  void restrict(Person person, String role) {
    putRoles(person, role);
  }

  Account open(Person administrator, String reference, String asset, long limitMinor) {
    List<Outcome> outcomes =
        openings.open(
            new AccountOpenings.Request(
                TenantId.DEFAULT,
                administrator.authority(),
                null,
                List.of(new Opening(reference, asset, limitMinor))));
    assertThat(outcomes.getFirst()).isInstanceOf(Outcome.Opened.class);
    return ((Outcome.Opened) outcomes.getFirst()).account();
  }

  /** Moves an amount from the outside world to an account, or back where it is negative. */
  Transfer moved(
      Person administrator,
      AccountRef account,
      String asset,
      long minor,
      @Nullable Instant effectiveAt,
      Map<String, String> metadata) {
    String reference = "ref-" + UUID.randomUUID();
    return new Transfer(
        TenantId.DEFAULT,
        minor > 0 ? Transfer.Type.DEPOSIT : Transfer.Type.WITHDRAWAL,
        asset,
        List.of(new Entry(account, minor), new Entry(new AccountRef.World(), -minor)),
        new IdempotencyKey(TenantId.DEFAULT.value(), reference, new RequestHash("0".repeat(64))),
        administrator.authority(),
        effectiveAt,
        metadata,
        null);
  }

  List<PostedTransfer> post(List<Transfer> transfers) {
    List<PostedTransfer> posted = new ArrayList<>();
    for (Verdict verdict : ledger.post(transfers).join()) {
      assertThat(verdict).isInstanceOf(Verdict.Posted.class);
      posted.add(((Verdict.Posted) verdict).transfer());
    }
    return posted;
  }

  PostedTransfer deposit(Person administrator, UserId owner, String asset, long minor) {
    return post(List.of(
            moved(administrator, new AccountRef.OfOwner(owner), asset, minor, null, Map.of())))
        .getFirst();
  }

  /** Years of salary and spending on one account, down to its overdraft limit now and then. */
  void live(Person administrator, Account account, int movements) {
    SplittableRandom random = new SplittableRandom(7);
    Instant at = Instant.parse("1993-03-02T00:00:00Z");
    List<Transfer> life = new ArrayList<>();
    long balance = 0;
    for (int step = 0; step < movements; step++) {
      boolean salary = step % 9 == 0;
      long spending = random.nextLong(20_000, 600_000);
      long most = balance + account.overdraftLimitMinor();
      long minor = salary ? random.nextLong(2_400_000, 2_900_000) : -Math.min(spending, most);
      if (minor != 0) {
        balance += minor;
        AccountRef ref = new AccountRef.ById(account.id());
        life.add(moved(administrator, ref, account.asset(), minor, at, Map.of("step", "" + step)));
      }
      at = at.plus(Duration.ofDays(random.nextInt(1, 7)));
    }
    post(life);
  }

  private void putRoles(Person person, String roles) {
    JdbcClient.create(StoreFixture.source(database.superuser()))
        .sql(PUT_ROLES)
        .param("id", person.id().value())
        .param("roles", roles)
        .update();
  }

  private Session session(String email) {
    SignIn.Outcome outcome =
        signIn.signIn(TenantId.DEFAULT, new Identifier.Email(email), Secret.of(People.PASSWORD));
    assertThat(outcome).isInstanceOf(SignIn.Outcome.Done.class);
    return ((SignIn.Outcome.Done) outcome).signedIn().session();
  }
}
