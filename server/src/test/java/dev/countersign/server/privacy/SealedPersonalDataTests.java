package dev.countersign.server.privacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.crypto.TestMasterKeys;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.StoreFixture;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class SealedPersonalDataTests {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final byte[] PLAIN = "ana@example.com".getBytes(UTF_8);

  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final MasterKeys master = TestMasterKeys.fresh();
  private final PersonalData data = newNode();
  private final UUID ana = UUID.randomUUID();

  private PersonalData newNode() {
    return new SealedPersonalData(
        new JdbcPersonKeys(store.jdbc()), master, Clock.systemUTC(), event -> {});
  }

  @Test
  void opensWhatItSealedAlsoOnAnotherNode() {
    byte[] sealed = seal(ana, "email");

    assertThat(new String(sealed, ISO_8859_1)).doesNotContain(new String(PLAIN, ISO_8859_1));
    assertThat(open(data, ana, sealed, "email")).hasValue(PLAIN);
    assertThat(open(newNode(), ana, sealed, "email")).hasValue(PLAIN);
  }

  @Test
  void opensNothingUnderAnotherContext() {
    byte[] sealed = seal(ana, "email");

    assertThatIllegalStateException().isThrownBy(() -> open(data, ana, sealed, "phone"));
  }

  @Test
  void opensNothingOfAnotherPerson() {
    byte[] sealed = seal(ana, "email");
    UUID ben = UUID.randomUUID();
    seal(ben, "email");

    assertThat(open(data, ben, sealed, "email")).isEmpty();
  }

  @Test
  void makesNothingOfAForgottenPersonReadable() {
    byte[] sealed = seal(ana, "email");

    store.transactions().run(TENANT, () -> data.forget(TENANT, ana));

    assertThat(open(data, ana, sealed, "email")).isEmpty();
    assertThat(open(newNode(), ana, sealed, "email")).isEmpty();
  }

  @Test
  void keepsWhatWasForgottenUnreadableWhenTheTenantItselfGetsANewKey() {
    UUID unknown = TENANT.value();
    byte[] old = seal(unknown, "address");
    store.transactions().run(TENANT, () -> data.forget(TENANT, unknown));

    byte[] fresh = seal(unknown, "address");

    assertThat(open(data, unknown, old, "address")).isEmpty();
    assertThat(open(data, unknown, fresh, "address")).hasValue(PLAIN);
  }

  @Test
  void forgetsWithinTheVeryTransactionToo() {
    byte[] sealed = seal(ana, "email");

    Optional<byte[]> inside =
        store
            .transactions()
            .in(
                TENANT,
                () -> {
                  data.forget(TENANT, ana);
                  return data.open(TENANT, ana, sealed, "email");
                });

    assertThat(inside).isEmpty();
  }

  @Test
  void keepsAPersonWhoseForgettingWasRolledBack() {
    byte[] sealed = seal(ana, "email");

    assertThatIllegalStateException()
        .isThrownBy(() ->
            store
                .transactions()
                .run(
                    TENANT,
                    () -> {
                      data.forget(TENANT, ana);
                      throw new IllegalStateException("rolled back");
                    }));

    assertThat(open(data, ana, sealed, "email")).hasValue(PLAIN);
  }

  @Test
  void neverUsesAKeyWhoseTransactionWasRolledBack() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            store
                .transactions()
                .run(
                    TENANT,
                    () -> {
                      data.seal(TENANT, ana, PLAIN, "email");
                      throw new IllegalStateException("rolled back");
                    }));

    byte[] sealed = seal(ana, "email");

    assertThat(open(newNode(), ana, sealed, "email")).hasValue(PLAIN);
  }

  @Test
  void makesOneKeyWhenManySealForSomebodyNewAtOnce() throws Exception {
    int writers = 8;
    CountDownLatch together = new CountDownLatch(writers);
    List<Future<byte[]>> sealed = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      for (int writer = 0; writer < writers; writer++) {
        PersonalData node = writer % 2 == 0 ? data : newNode();
        sealed.add(
            threads.submit(() ->
                store
                    .transactions()
                    .in(
                        TENANT,
                        () -> {
                          meet(together);
                          return node.seal(TENANT, ana, PLAIN, "email");
                        })));
      }
    }

    for (Future<byte[]> each : sealed) {
      assertThat(open(data, ana, each.get(), "email")).hasValue(PLAIN);
    }
    assertThat(store.superuser().sql("select count(*) from person_keys").query(int.class).single())
        .isEqualTo(1);
  }

  @Test
  void refusesAPersonOfAnotherTenant() {
    TenantId other = store.newTenant();
    byte[] sealed = seal(ana, "email");

    assertThat(store.transactions().in(other, () -> data.open(other, ana, sealed, "email")))
        .isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(
            () -> store.transactions().in(other, () -> data.seal(other, ana, PLAIN, "email")));
  }

  @Test
  void worksInATransactionOnly() {
    assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> data.seal(TENANT, ana, PLAIN, "email"));
  }

  @Test
  void indexesStablyPerTenantAndField() {
    byte[] index = data.index(TENANT, "email", "ana@example.com");

    assertThat(index).hasSize(32);
    assertThat(newNode().index(TENANT, "email", "ana@example.com")).isEqualTo(index);
    assertThat(data.index(TENANT, "email", "ben@example.com")).isNotEqualTo(index);
    assertThat(data.index(TENANT, "phone", "ana@example.com")).isNotEqualTo(index);
    assertThat(data.index(new TenantId(UUID.randomUUID()), "email", "ana@example.com"))
        .isNotEqualTo(index);
    assertThat(data.index(TENANT, "emailana", "@example.com"))
        .isNotEqualTo(data.index(TENANT, "email", "ana@example.com"));
  }

  private byte[] seal(UUID person, String context) {
    return store.transactions().in(TENANT, () -> data.seal(TENANT, person, PLAIN, context));
  }

  private Optional<byte[]> open(PersonalData node, UUID person, byte[] sealed, String context) {
    return store.transactions().in(TENANT, () -> node.open(TENANT, person, sealed, context));
  }

  private static void meet(CountDownLatch together) {
    together.countDown();
    try {
      together.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
