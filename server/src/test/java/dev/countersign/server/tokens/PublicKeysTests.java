package dev.countersign.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.StoreFixture;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionException;

/** Public keys, found when they are needed. */
class PublicKeysTests {
  private static final int INVENTED = 2_000;
  private static final int KEY_ID_BYTES = 32;

  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final JdbcSigningKeys table = new JdbcSigningKeys(store.jdbc());
  private final PublicKeys keys = new PublicKeys(table, store.transactions(), Clock.systemUTC());

  @Test
  void findEverybodysAmongInventedOnes() throws Exception {
    Map<String, TenantId> real = new HashMap<>();
    for (int tenant = 0; tenant < 5; tenant++) {
      TenantId id = store.newTenant();
      real.put(publish(id), id);
    }
    List<Future<Optional<SigningKey.Public>>> invented = new ArrayList<>();
    Map<String, Future<Optional<SigningKey.Public>>> found = new HashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int asked = 0; asked < INVENTED; asked++) {
        String keyId = invent();
        invented.add(threads.submit(() -> keys.find(keyId)));
      }
      real.keySet().forEach(keyId -> found.put(keyId, threads.submit(() -> keys.find(keyId))));
    }
    for (Map.Entry<String, Future<Optional<SigningKey.Public>>> one : found.entrySet()) {
      assertThat(one.getValue().get().orElseThrow().tenant()).isEqualTo(real.get(one.getKey()));
    }
    for (Future<Optional<SigningKey.Public>> none : invented) {
      assertThat(none.get()).isEmpty();
    }
  }

  @Test
  void arePublishedByTenantOrAllTogether() throws JOSEException {
    TenantId one = store.newTenant();
    TenantId other = store.newTenant();
    String ofOne = publish(one);
    String ofOther = publish(other);
    assertThat(keys.published(Optional.of(one)))
        .extracting(SigningKey.Public::keyId)
        .containsExactly(ofOne);
    assertThat(keys.published(Optional.empty()))
        .extracting(SigningKey.Public::keyId)
        .containsExactlyInAnyOrder(ofOne, ofOther);
  }

  @Test
  void areNotDeniedWhileTheStoreCannotBeRead() throws JOSEException {
    String keyId = publish(TenantId.DEFAULT);
    assertThat(keys.find(keyId)).isPresent();
    String another = publish(store.newTenant());
    store.close();
    assertThat(keys.find(keyId)).isPresent();
    Assertions.assertThatThrownBy(() -> keys.find(another))
        .isInstanceOf(TransactionException.class);
  }

  private String publish(TenantId tenant) throws JOSEException {
    JWK pair = TokenAlgorithm.ES256.generate();
    Instant now = Instant.parse("2026-11-21T10:00:00Z");
    store
        .transactions()
        .run(
            tenant,
            () ->
                table.insert(
                    new StoredKey(
                        pair.getKeyID(),
                        tenant,
                        TokenAlgorithm.ES256,
                        KeyPhase.ACTIVE,
                        now,
                        now,
                        null),
                    pair.toPublicJWK(),
                    new byte[] {1}));
    return pair.getKeyID();
  }

  private static String invent() {
    byte[] bytes = new byte[KEY_ID_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
