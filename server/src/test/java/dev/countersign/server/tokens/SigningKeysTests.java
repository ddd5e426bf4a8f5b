package dev.countersign.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import dev.countersign.server.access.Role;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.crypto.TestMasterKeys;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.revocation.Revocations;
import dev.countersign.server.revocation.TestRevocations;
import dev.countersign.server.testing.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Keys as they are made, kept and published. */
class SigningKeysTests {
  @AutoClose private final StoreFixture store = StoreFixture.create();
  private final MasterKeys masterKeys = TestMasterKeys.fresh();
  private final List<AuditEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final JdbcSigningKeys table = new JdbcSigningKeys(store.jdbc());
  private final PublicKeys publicKeys =
      new PublicKeys(table, store.transactions(), Clock.systemUTC());

  @Test
  void makesOneKeyWhenManyNeedItAtOnce() throws Exception {
    Callable<String> use =
        () -> node().active(TenantId.DEFAULT, TokenAlgorithm.ES256).sign(TokenKind.ACCESS, json());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> token : threads.invokeAll(Collections.nCopies(8, use))) {
        assertThat(token.get()).isNotEmpty();
      }
    }
    assertThat(publicKeys.published(Optional.empty())).hasSize(1);
    assertThat(events).extracting(AuditEvent::type).containsExactly(AuditEventType.KEY_CREATED);
  }

  @Test
  void keepsAKeyForEachTenantAndAlgorithm() {
    TenantId other = store.newTenant();
    SigningKeys keys = node();
    keys.active(TenantId.DEFAULT, TokenAlgorithm.ES256);
    keys.active(other, TokenAlgorithm.ES256);
    node().active(TenantId.DEFAULT, TokenAlgorithm.EDDSA);
    assertThat(publicKeys.published(Optional.empty()))
        .extracting(key -> key.algorithm().wireName())
        .containsExactly("ES256", "ES256", "EdDSA");
  }

  @Test
  void signsEachAlgorithmWithItsOwnKeyOnOneNode() {
    SigningKeys keys = node();
    for (int again = 0; again < 2; again++) {
      for (TokenAlgorithm algorithm : TokenAlgorithm.values()) {
        String token = keys.active(TenantId.DEFAULT, algorithm).sign(TokenKind.ACCESS, json());
        String header =
            new String(
                Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
                StandardCharsets.UTF_8);
        assertThat(header).contains("\"alg\":\"" + algorithm.wireName() + "\"");
      }
    }
    assertThat(publicKeys.published(Optional.empty())).hasSize(3);
  }

  @Test
  void keepsThePrivatePartSealedAndToItsPlace() {
    node().active(TenantId.DEFAULT, TokenAlgorithm.ES256);
    JWK published = publicKeys.published(Optional.empty()).iterator().next().jwk();
    byte[] sealed =
        store
            .superuser()
            .sql("select private_sealed from signing_keys")
            .query(byte[].class)
            .single();
    String publicJwk =
        store.superuser().sql("select public_jwk from signing_keys").query(String.class).single();

    assertThat(published.isPrivate()).isFalse();
    assertThat(publicJwk).doesNotContain("\"d\"");
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("\"d\"");
    String opened =
        new String(
            masterKeys.open(sealed, "signing-key:" + published.getKeyID()), StandardCharsets.UTF_8);
    assertThat(opened).contains("\"d\"");
  }

  @Test
  void forgetsAKeyWhoseTransactionWasRolledBack() {
    SigningKeys keys = node();
    try {
      store
          .transactions()
          .run(
              TenantId.DEFAULT,
              () -> {
                keys.active(TenantId.DEFAULT, TokenAlgorithm.ES256);
                throw new IllegalStateException("rolled back");
              });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("rolled back");
    }
    assertThat(publicKeys.published(Optional.empty())).isEmpty();
    keys.active(TenantId.DEFAULT, TokenAlgorithm.ES256);
    assertThat(publicKeys.published(Optional.empty())).hasSize(1);
  }

  private SigningKeys node() {
    Revocations revocations = TestRevocations.on(store, Clock.systemUTC());
    KeyRing ring =
        new KeyRing(
            table,
            store.transactions(),
            masterKeys,
            events::addAll,
            revocations,
            Clock.systemUTC(),
            publicKeys::changed);
    return new SigningKeys(table, store.transactions(), masterKeys, ring, revocations);
  }

  private static byte[] json() {
    return ("{\"role\":\"" + Role.USER.wireName() + "\"}").getBytes(StandardCharsets.UTF_8);
  }
}
