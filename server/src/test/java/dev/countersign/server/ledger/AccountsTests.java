package dev.countersign.server.ledger;

import static dev.countersign.server.ledger.LedgerFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.ledger.AccountOpenings.Opening;
import dev.countersign.server.ledger.AccountOpenings.Outcome;
import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Opening accounts, and finding them. */
class AccountsTests {
  @AutoClose private final LedgerFixture fixture = LedgerFixture.create();
  private final UserId admin = fixture.newUser();
  private final Accounts accounts = fixture.accounts();

  @Test
  void opensAnAccountOnceForEachReference() {
    Opening opening = new Opening("berka-1", "CZK", 500);

    Account account = opened(open(opening).getFirst(), false);
    Account again = opened(open(opening).getFirst(), true);

    assertThat(again).isEqualTo(account);
    assertThat(account.overdraftLimitMinor()).isEqualTo(500);
    assertThat(fixture.count("audit_events where type = 'ledger.account.opened'")).isEqualTo(1);
    assertThat(fixture.count("audit_pending")).isEqualTo(1);
  }

  @Test
  void answersEachRequestByItself() {
    List<Outcome> outcomes =
        open(
            new Opening("a", "CZK", 0),
            new Opening("a", "CZK", 0),
            new Opening("a", "USD", 0),
            new Opening("a", "CZK", 1),
            new Opening("b", "XXX", 0),
            new Opening("c", "EUR", 0));

    Account first = opened(outcomes.get(0), false);
    opened(outcomes.get(1), true);
    assertThat(outcomes.get(2)).isEqualTo(new Outcome.Conflict(first));
    assertThat(outcomes.get(3)).isEqualTo(new Outcome.Conflict(first));
    assertThat(outcomes.get(4)).isEqualTo(new Outcome.UnknownAsset("XXX"));
    opened(outcomes.get(5), false);
  }

  @Test
  void opensAThousandAtOnce() {
    Opening[] openings =
        IntStream.range(0, 1_000)
            .mapToObj(number -> new Opening("account " + number, "CZK", 0))
            .toArray(Opening[]::new);

    assertThat(open(openings)).allMatch(outcome -> outcome instanceof Outcome.Opened);
    assertThat(open(openings)).allMatch(outcome -> opened(outcome, true).version() == 0);
  }

  @Test
  void findsAnAccountByEachOfItsNames() {
    post(fixture.startLedger(), fixture.deposit(admin, 100));
    Account owned = accounts.find(TenantId.DEFAULT, admin, "USD").orElseThrow();
    Account referred = opened(open(new Opening("berka-1", "CZK", 0)).getFirst(), false);

    assertThat(accounts.find(TenantId.DEFAULT, owned.id())).contains(owned);
    assertThat(accounts.ofOwner(TenantId.DEFAULT, admin)).containsExactly(owned);
    assertThat(accounts.find(TenantId.DEFAULT, "berka-1")).contains(referred);
    assertThat(accounts.find(TenantId.DEFAULT, admin, "EUR")).isEmpty();
    assertThat(owned.availableMinor()).isEqualTo(100);
  }

  @Test
  void findsNothingOfAnotherTenants() {
    TenantId other = fixture.store.newTenant();
    Account account = opened(open(new Opening("berka-1", "CZK", 0)).getFirst(), false);

    assertThat(accounts.find(other, account.id())).isEmpty();
    assertThat(accounts.find(other, "berka-1")).isEmpty();
    assertThat(list(other, "", null, 10).items()).isEmpty();
  }

  @Test
  void listsAccountsPageByPage() {
    open(new Opening("a", "CZK", 0), new Opening("b", "CZK", 0), new Opening("c", "CZK", 0));

    Page<Account, AccountId> first = list(TenantId.DEFAULT, "", null, 2);
    Page<Account, AccountId> second = list(TenantId.DEFAULT, "", first.next(), 2);

    assertThat(references(first)).containsExactly("a", "b");
    assertThat(references(second)).containsExactly("c");
    assertThat(second.next()).isNull();
  }

  @Test
  void searchesByPartOfAReferenceAndById() {
    Account account = opened(open(new Opening("Berka-17%", "CZK", 0)).getFirst(), false);
    open(new Opening("other", "CZK", 0));

    assertThat(list(TenantId.DEFAULT, "berka-1", null, 9).items()).containsExactly(account);
    assertThat(list(TenantId.DEFAULT, "7%", null, 9).items()).containsExactly(account);
    assertThat(list(TenantId.DEFAULT, account.id().text(), null, 9).items())
        .containsExactly(account);
    assertThat(list(TenantId.DEFAULT, "%", null, 9).items()).containsExactly(account);
    assertThat(list(TenantId.DEFAULT, "nowhere", null, 9).items()).isEmpty();
  }

  private Page<Account, AccountId> list(
      TenantId tenant, String search, @Nullable AccountId after, int limit) {
    return accounts.list(new Accounts.Query(tenant, search, after, limit));
  }

  private static List<String> references(Page<Account, AccountId> page) {
    return page.items().stream()
        .map(account -> String.valueOf(account.externalReference()))
        .toList();
  }

  private List<Outcome> open(Opening... openings) {
    Authority authority = new Authority(admin, new SessionId(new UUID(0, 1)));
    return fixture
        .openings()
        .open(new AccountOpenings.Request(TenantId.DEFAULT, authority, null, List.of(openings)));
  }

  private static Account opened(Outcome outcome, boolean replayed) {
    if (outcome instanceof Outcome.Opened opened && opened.replayed() == replayed) {
      return opened.account();
    }
    throw new AssertionError("expected an opening, but it was " + outcome);
  }
}
