package dev.countersign.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.crypto.TestMasterKeys;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.revocation.TestRevocations;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The life of signing keys, as the clock moves. */
class KeyRotationTests {
  private static final TokenAlgorithm ALGORITHM = TokenAlgorithm.ES256;
  private static final TokenSettings.Keys SCHEDULE =
      new TokenSettings.Keys(Duration.ofDays(90), Duration.ofDays(1));

  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final TestClock clock = TestClock.at("2026-11-21T10:00:00Z");
  private final MasterKeys masterKeys = TestMasterKeys.fresh();
  private final List<AuditEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final Revocations revocations = TestRevocations.on(store, clock);
  private final JdbcSigningKeys table = new JdbcSigningKeys(store.jdbc());
  private final PublicKeys publicKeys = new PublicKeys(table, store.transactions(), clock);
  private final KeyRing ring =
      new KeyRing(
          table,
          store.transactions(),
          masterKeys,
          events::addAll,
          revocations,
          clock,
          publicKeys::changed);
  private final KeyRotation rotation = new KeyRotation(ring, SCHEDULE);

  @Test
  void announcesActivatesRetiresAndRemovesByAge() {
    String first = sign();
    rotation.look();
    assertThat(phases()).containsExactlyEntriesOf(Map.of(first, KeyPhase.ACTIVE));

    clock.advance(Duration.ofDays(89));
    rotation.look();
    String second = only(KeyPhase.ANNOUNCED);
    assertThat(sign()).isEqualTo(first);
    assertThat(published()).containsExactlyInAnyOrder(first, second);

    clock.advance(Duration.ofHours(23));
    rotation.look();
    assertThat(sign()).isEqualTo(first);

    clock.advance(Duration.ofHours(1));
    rotation.look();
    assertThat(sign()).isEqualTo(second);
    assertThat(phases())
        .containsOnly(Map.entry(first, KeyPhase.RETIRED), Map.entry(second, KeyPhase.ACTIVE));
    assertThat(published()).containsExactlyInAnyOrder(first, second);
    assertThat(privatePartOf(first)).isNull();

    clock.advance(Duration.ofDays(30).plusMinutes(59));
    rotation.look();
    assertThat(published()).contains(first);
    clock.advance(Duration.ofMinutes(2));
    rotation.look();
    assertThat(phases()).containsExactlyEntriesOf(Map.of(second, KeyPhase.ACTIVE));
    assertThat(published()).containsExactly(second);
    assertThat(events)
        .extracting(AuditEvent::type)
        .containsExactly(
            AuditEventType.KEY_CREATED,
            AuditEventType.KEY_CREATED,
            AuditEventType.KEY_RETIRED,
            AuditEventType.KEY_ACTIVATED,
            AuditEventType.KEY_REMOVED);
  }

  @Test
  void takesEachStepOnceWhenManyNodesWantTo() throws Exception {
    sign();
    for (int step = 0; step < 2; step++) {
      clock.advance(Duration.ofDays(89 - 88 * step));
      atOnce(
          8,
          () -> {
            rotation.look();
            return true;
          });
    }
    assertThat(phases().values()).containsExactlyInAnyOrder(KeyPhase.ACTIVE, KeyPhase.RETIRED);
    assertThat(events).hasSize(4);
  }

  @Test
  void rotatesAtOnceWhenAsked() {
    String first = sign();
    ring.rotate(TenantId.DEFAULT, ALGORITHM);
    String second = sign();
    assertThat(second).isNotEqualTo(first);
    assertThat(published()).containsExactlyInAnyOrder(first, second);
    assertThat(revocations.ask(KeyMark.of(first))).isEqualTo(Revocations.Answer.GOOD);
  }

  @Test
  void takesTheAnnouncedKeyWhenAskedToRotate() {
    sign();
    ring.announce(TenantId.DEFAULT, ALGORITHM);
    ring.announce(TenantId.DEFAULT, ALGORITHM);
    String announced = only(KeyPhase.ANNOUNCED);
    ring.rotate(TenantId.DEFAULT, ALGORITHM);
    assertThat(sign()).isEqualTo(announced);
  }

  @Test
  void refusesALostKeyAtOnceAndSignsWithANewOne() {
    SigningKeys keys = signing();
    String first = kidOf(keys);
    assertThat(ring.revoke(keyOf(first), "lost")).isTrue();

    assertThat(revocations.ask(KeyMark.of(first))).isEqualTo(Revocations.Answer.REVOKED);
    // Also where the lost one was at hand already.
    String second = kidOf(keys);
    assertThat(second).isNotEqualTo(first);
    assertThat(published()).containsExactly(second);
    assertThat(privatePartOf(first)).isNull();
    assertThat(ring.revoke(keyOf(first), "lost")).isFalse();
    assertThat(events).extracting(AuditEvent::type).contains(AuditEventType.KEY_REVOKED);
  }

  @Test
  void revokesARetiredKeyWithoutTouchingTheActive() {
    String first = sign();
    ring.rotate(TenantId.DEFAULT, ALGORITHM);
    String second = sign();
    assertThat(ring.revoke(keyOf(first), "lost")).isTrue();
    assertThat(sign()).isEqualTo(second);
    assertThat(published()).containsExactly(second);
  }

  @Test
  void revokesEveryKeyOfOneTenantAlone() {
    TenantId other = store.newTenant();
    String first = sign();
    signing().active(TenantId.DEFAULT, TokenAlgorithm.EDDSA);
    signing().active(other, ALGORITHM);
    assertThat(ring.revokeAll(TenantId.DEFAULT, "emergency")).isEqualTo(2);
    assertThat(revocations.ask(KeyMark.of(first))).isEqualTo(Revocations.Answer.REVOKED);
    assertThat(ring.all())
        .filteredOn(key -> key.tenant().equals(other))
        .extracting(StoredKey::phase)
        .containsExactly(KeyPhase.ACTIVE);
  }

  private SigningKeys signing() {
    return new SigningKeys(table, store.transactions(), masterKeys, ring, revocations);
  }

  /** The id of the key that a node just started signs with. */
  private String sign() {
    return kidOf(signing());
  }

  private String kidOf(SigningKeys keys) {
    String token =
        keys.active(TenantId.DEFAULT, ALGORITHM)
            .sign(TokenKind.ACCESS, "{}".getBytes(StandardCharsets.UTF_8));
    return switch (CompactToken.read(token)) {
      case CompactToken.Reading.Read(CompactToken read) -> read.keyId();
      case CompactToken.Reading.Unreadable unreadable -> throw new AssertionError(unreadable);
    };
  }

  private Map<String, KeyPhase> phases() {
    return ring.all().stream().collect(Collectors.toMap(StoredKey::keyId, StoredKey::phase));
  }

  private String only(KeyPhase phase) {
    List<String> found =
        ring.all().stream().filter(key -> key.phase() == phase).map(StoredKey::keyId).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private StoredKey keyOf(String keyId) {
    return ring.all().stream().filter(key -> key.keyId().equals(keyId)).findFirst().orElseThrow();
  }

  private List<String> published() {
    clock.advance(Duration.ofMillis(1));
    publicKeys.changed();
    return publicKeys.published(Optional.empty()).stream().map(SigningKey.Public::keyId).toList();
  }

  private byte @Nullable [] privatePartOf(String keyId) {
    return store
        .superuser()
        .sql("select private_sealed from signing_keys where kid = :kid")
        .param("kid", keyId)
        .query((row, number) -> Optional.ofNullable(row.getBytes(1)))
        .single()
        .orElse(null);
  }

  private static void atOnce(int times, Callable<Boolean> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> result : threads.invokeAll(Collections.nCopies(times, work))) {
        assertThat(result.get()).isTrue();
      }
    }
  }
}
