package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.credentials.Passwords.Check;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.testing.StoreFixture;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Checking and keeping passwords; the work of it is counted, not timed. */
class PasswordsTests {
  private static final Secret RIGHT = Secret.of("violet teapot over Brno");
  private static final Secret WRONG = Secret.of("violet teapot over Prague");
  private static final Argon2Cost COST = new Argon2Cost(64, 1, 1);

  @AutoClose private final StoreFixture store = StoreFixture.create();
  @AutoClose private final HashingPool pool = new HashingPool(1, 1);
  private final List<Argon2Cost> work = Collections.synchronizedList(new ArrayList<>());
  private final List<byte[]> texts = Collections.synchronizedList(new ArrayList<>());
  private final Argon2 counting =
      (cost, salt, password) -> {
        work.add(cost);
        texts.add(password);
        return new JavaArgon2().hash(cost, salt, password);
      };

  @Test
  void takesTheSameWorkForAnUnknownPersonAndAWrongPassword() {
    Passwords passwords = passwords(counting, COST);
    UserId user = userWith(passwords);

    work.clear();
    assertThat(passwords.check(TenantId.DEFAULT, user, WRONG)).isEqualTo(new Check.Wrong());
    List<Argon2Cost> forWrong = List.copyOf(work);
    work.clear();
    assertThat(passwords.check(TenantId.DEFAULT, null, WRONG)).isEqualTo(new Check.Wrong());

    assertThat(work).isEqualTo(forWrong).containsExactly(COST);
  }

  @Test
  void takesTheSameWorkForWhatCanBeNobodysPassword() {
    Passwords passwords = passwords(counting, COST);
    UserId user = userWith(passwords);
    for (String impossible : List.of("x".repeat(257), "x".repeat(5000), "\ud800")) {
      work.clear();
      assertThat(passwords.check(TenantId.DEFAULT, user, Secret.of(impossible)))
          .isEqualTo(new Check.Wrong());
      assertThat(work).containsExactly(COST);
    }
  }

  @Test
  void wipesWhatItHashed() {
    Passwords passwords = passwords(counting, COST);
    passwords.check(TenantId.DEFAULT, userWith(passwords), RIGHT);
    assertThat(texts).isNotEmpty().allMatch(text -> isZero(text));
  }

  @Test
  void knowsOnePasswordInBothUnicodeForms() {
    Passwords passwords = passwords(counting, COST);
    UserId user = newUser();
    store(passwords, user, Secret.of("cafe\u0301 au lait at noon"));
    assertThat(passwords.check(TenantId.DEFAULT, user, Secret.of("caf\u00e9 au lait at noon")))
        .isInstanceOf(Check.Right.class);
  }

  @Test
  void hashesAnewWhenTheCostHasChanged() {
    UserId user = userWith(passwords(counting, COST));
    Argon2Cost dearer = new Argon2Cost(128, 2, 1);
    Passwords passwords = passwords(counting, dearer);

    assertThat(passwords.check(TenantId.DEFAULT, user, WRONG)).isEqualTo(new Check.Wrong());
    assertThat(hashOf(user)).contains("m=64,t=1");
    assertThat(passwords.check(TenantId.DEFAULT, user, RIGHT)).isInstanceOf(Check.Right.class);

    assertThat(hashOf(user)).startsWith("$argon2id$v=19$m=128,t=2,p=1$");
    assertThat(passwords.check(TenantId.DEFAULT, user, RIGHT)).isInstanceOf(Check.Right.class);
  }

  @Test
  void saysThatItIsBusyInsteadOfQueueingWithoutEnd() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Passwords passwords = passwords(counting, COST);
    UserId user = userWith(passwords);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          CompletableFuture.runAsync(
              () ->
                  pool.run(() -> {
                    started.countDown();
                    go.await();
                    return true;
                  }),
              threads);
      started.await();
      List<CompletableFuture<Check>> checks = new ArrayList<>();
      // One waits its turn; the other seven hear at once.
      CountDownLatch answered = new CountDownLatch(7);
      for (int number = 0; number < 8; number++) {
        checks.add(
            CompletableFuture.supplyAsync(
                () -> {
                  Check check = passwords.check(TenantId.DEFAULT, user, RIGHT);
                  answered.countDown();
                  return check;
                },
                threads));
      }
      assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
      go.countDown();
      running.get();
      assertThat(checks.stream().map(CompletableFuture::join))
          .hasOnlyElementsOfTypes(Check.Busy.class, Check.Right.class)
          .filteredOn(check -> check instanceof Check.Right)
          .hasSize(1);
    }
  }

  private Passwords passwords(Argon2 argon2, Argon2Cost cost) {
    return new Passwords(
        argon2,
        cost,
        pool,
        new JdbcPasswords(store.jdbc()),
        store.transactions(),
        Clock.systemUTC(),
        new SecureRandom());
  }

  private UserId userWith(Passwords passwords) {
    UserId user = newUser();
    store(passwords, user, RIGHT);
    return user;
  }

  private void store(Passwords passwords, UserId user, Secret password) {
    PasswordHash hash = passwords.hash(password).orElseThrow();
    store.transactions().run(TenantId.DEFAULT, () -> passwords.put(TenantId.DEFAULT, user, hash));
  }

  private UserId newUser() {
    UserId user = new UserId(UUID.randomUUID());
    store
        .superuser()
        .sql(
            """
            insert into users
              (id, tenant_id, username, username_key, roles, status, created_at, updated_at)
            values (:id, :tenant, :name, :name, '{user}', 'active', now(), now())
            """)
        .param("id", user.value())
        .param("tenant", TenantId.DEFAULT.value())
        .param("name", user.text())
        .update();
    return user;
  }

  private String hashOf(UserId user) {
    return store
        .superuser()
        .sql("select hash from passwords where user_id = :id")
        .param("id", user.value())
        .query(String.class)
        .single();
  }

  private static boolean isZero(byte[] text) {
    for (byte part : text) {
      if (part != 0) {
        return false;
      }
    }
    return true;
  }
}
