package dev.countersign.server.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.access.Role;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.crypto.TestMasterKeys;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.privacy.TestPersonalData;
import dev.countersign.server.testing.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** People in their store. */
class UsersTests {
  private static final Clock CLOCK = Clock.systemUTC();

  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final MasterKeys masterKeys = TestMasterKeys.fresh();
  private final PersonalData personalData = TestPersonalData.in(store, masterKeys, CLOCK);
  private final Users users =
      new Users(
          new JdbcUsers(store.jdbc()),
          personalData,
          store.transactions(),
          CLOCK,
          new IdGenerator(CLOCK, new SecureRandom()),
          false);

  @Test
  void findsSomebodyByEachOfTheirNames() {
    User alice = create("Alice@Example.com", "Alice_1");
    TenantId tenant = TenantId.DEFAULT;
    assertThat(users.find(tenant, alice.id())).contains(alice);
    assertThat(users.findByEmail(tenant, "ALICE@example.COM")).contains(alice);
    assertThat(users.findByUsername(tenant, "alice_1")).contains(alice);
    for (String name : List.of("alice@example.com", "ALICE_1", alice.id().text())) {
      assertThat(users.findRecipient(tenant, name)).contains(alice.id());
    }
    assertThat(users.findRecipient(tenant, new UserId(UUID.randomUUID()).text())).isEmpty();
    assertThat(users.findRecipient(tenant, "bob")).isEmpty();
  }

  @Test
  void keepsTheAddressSealed() {
    create("alice@example.com", null);
    byte[] sealed =
        store.superuser().sql("select email_sealed from users").query(byte[].class).single();
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("alice");
  }

  @Test
  void leavesNothingBehindOfSomebodyWhoseNameIsTaken() {
    create("alice@example.com", "alice");
    assertThat(tryCreate(TenantId.DEFAULT, "ALICE@EXAMPLE.COM", null)).isFalse();
    assertThat(tryCreate(TenantId.DEFAULT, "other@example.com", "ALICE")).isFalse();
    assertThat(store.superuser().sql("select count(*) from person_keys").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void keepsTenantsApart() {
    User alice = create("alice@example.com", "alice");
    TenantId other = store.newTenant();
    assertThat(users.find(other, alice.id())).isEmpty();
    assertThat(users.findByEmail(other, "alice@example.com")).isEmpty();
    assertThat(users.findRecipient(other, alice.id().text())).isEmpty();
    assertThat(tryCreate(other, "alice@example.com", "alice")).isTrue();
  }

  @Test
  void searchesByBeginningOfNameWholeAddressOrId() {
    User first = create("alice@example.com", "alice");
    User second = create("albert@example.com", "albert");
    User third = create("zoe@example.com", null);
    TenantId tenant = TenantId.DEFAULT;
    assertThat(users.search(tenant, null, null, 10)).containsExactly(third, second, first);
    assertThat(users.search(tenant, null, third.id(), 1)).containsExactly(second);
    assertThat(users.search(tenant, "AL", null, 10)).containsExactly(second, first);
    assertThat(users.search(tenant, "zoe@example.com", null, 10)).containsExactly(third);
    assertThat(users.search(tenant, "zoe@example", null, 10)).isEmpty();
    assertThat(users.search(tenant, first.id().text(), null, 10)).containsExactly(first);
    assertThat(users.search(tenant, "%", null, 10)).isEmpty();
  }

  @Test
  void showsAForgottenPersonWithoutAddress() {
    User alice = create("alice@example.com", "alice");
    store
        .transactions()
        .run(TenantId.DEFAULT, () -> personalData.forget(TenantId.DEFAULT, alice.id().value()));
    assertThat(users.find(TenantId.DEFAULT, alice.id()).orElseThrow().email()).isNull();
  }

  @Test
  void tellsHowPeopleStand() {
    User alice = create("alice@example.com", null);
    User bob = create("bob@example.com", null);
    store.transactions().run(TenantId.DEFAULT, () -> users.disable(bob.id()));
    store
        .transactions()
        .run(
            TenantId.DEFAULT,
            () ->
                assertThat(
                        users.lockStanding(
                            List.of(bob.id(), alice.id(), new UserId(UUID.randomUUID()))))
                    .containsOnlyKeys(alice.id(), bob.id())
                    .containsEntry(
                        alice.id(), new Users.Standing(User.Status.ACTIVE, alice.access()))
                    .containsEntry(
                        bob.id(), new Users.Standing(User.Status.DISABLED, bob.access())));
    store.transactions().run(TenantId.DEFAULT, () -> assertThat(users.disable(bob.id())).isFalse());
  }

  private User create(String email, @Nullable String username) {
    return users
        .create(new Users.NewUser(TenantId.DEFAULT, email, username, Role.USER))
        .orElseThrow();
  }

  private boolean tryCreate(TenantId tenant, String email, @Nullable String username) {
    return users.create(new Users.NewUser(tenant, email, username, Role.USER)).isPresent();
  }
}
