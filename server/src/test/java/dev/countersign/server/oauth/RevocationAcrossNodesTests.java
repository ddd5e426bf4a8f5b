package dev.countersign.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.CreatedApiKey;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.apikeys.Keys;
import dev.countersign.server.platform.store.TestStore;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.Node;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import dev.countersign.testsupport.TestPostgres;
import dev.countersign.testsupport.TestRedis;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two nodes on one database: what one revokes the other refuses within a second, with Redis between
 * them, with Redis killed, and with nobody but the store. Whoever can't look refuses. Without Redis
 * people sign in as before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RevocationAcrossNodesTests {
  private static final int ROUNDS = 10;
  private static final Duration BITES_WITHIN = Duration.ofSeconds(1);

  private final TestDatabase database = TestStore.create(TestPostgres.shared());
  private final TestRedis redis = TestRedis.start();
  private final List<Node> nodes = new ArrayList<>();
  private final Path data;
  private ApiClient here;
  private ApiClient there;

  RevocationAcrossNodesTests(@TempDir Path data) {
    this.data = data;
    this.here = start(Map.of("countersign.redis.url", redis.url()));
    this.there = start(Map.of("countersign.redis.url", redis.url()));
  }

  private ApiClient start(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("countersign.revocation.view-age-max", "1s");
    Node node = Node.start(database, data, all);
    nodes.add(node);
    return node.api();
  }

  @AfterAll
  void stop() {
    nodes.forEach(Node::close);
    redis.close();
    database.close();
  }

  @Test
  @Order(1)
  void refusesElsewhereWithinASecondWithRedis() {
    assertThat(slowest()).isLessThan(BITES_WITHIN);
  }

  @Test
  @Order(2)
  void endsSessionsElsewhereWithinASecond() {
    TokenAnswer person = People.register(here);
    there.withToken(person.accessToken()).get("/v1/me").expect(200);
    here.withToken(person.accessToken()).post("/v1/auth/logout").expect(204);
    assertThat(timeUntilRefused(person)).isLessThan(BITES_WITHIN);
    // What is renewed on one node is known on the other: the store says so.
    there.post("/v1/auth/refresh", Map.of("refresh_token", person.refreshToken())).expect(401);
  }

  @Test
  @Order(2)
  void refusesKeysElsewhereWithinASecond() {
    ApiClient ann = here.withToken(People.register(here).accessToken());
    for (int round = 0; round < 3; round++) {
      CreatedApiKey key = Keys.make(ann);
      ApiClient holder = there.with(Keys.HEADER, key.apiKey());
      holder.get("/v1/me").expect(200);
      long started = System.nanoTime();
      ann.delete("/v1/api-keys/" + key.keyId()).expect(204);
      awaitStatus(holder, 401);
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(BITES_WITHIN);
    }
  }

  @Test
  @Order(3)
  void renewsOnOneNodeWhatTheOtherIssued() {
    TokenAnswer person = People.register(here);
    TokenAnswer there1 = renewed(there, person);
    TokenAnswer here1 = renewed(here, person);
    assertThat(here1.refreshToken()).isEqualTo(there1.refreshToken());
  }

  @Test
  @Order(4)
  void refusesElsewhereWithinASecondWhenRedisIsGone() throws Exception {
    redis.kill();
    assertThat(slowest()).isLessThan(BITES_WITHIN);
  }

  @Test
  @Order(5)
  void signsInAndOutWhileRedisIsGone() {
    TokenAnswer person = People.register(here);
    Map<String, String> name = Map.of("email", person.user().email(), "password", People.PASSWORD);
    TokenAnswer signedIn = there.post("/v1/auth/login", name).expect(200).as(TokenAnswer.class);
    there.withToken(signedIn.accessToken()).post("/v1/auth/logout").expect(204);
    here.post("/v1/auth/refresh", Map.of("refresh_token", signedIn.refreshToken())).expect(401);
    here.post(
            "/v1/auth/login", Map.of("email", person.user().email(), "password", "something else"))
        .expect(401);
  }

  @Test
  @Order(6)
  void refusesWhileItCannotLookAndAdmitsAgainWhenItCan() {
    TokenAnswer person = People.register(here);
    ApiClient caller = there.withToken(person.accessToken());
    CreatedApiKey key = Keys.make(here.withToken(person.accessToken()));
    caller.get("/v1/me").expect(200);
    JdbcClient superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
    superuser.sql("revoke select on revocations from countersign_crosstenant").update();
    try {
      awaitStatus(caller, 503);
      assertThat(caller.get("/v1/me").header("Retry-After")).isPresent();
      there.with(Keys.HEADER, key.apiKey()).get("/v1/me").expect(503);
    } finally {
      superuser.sql("grant select on revocations to countersign_crosstenant").update();
    }
    awaitStatus(caller, 200);
  }

  @Test
  @Order(7)
  void refusesElsewhereWithinASecondWhereThereNeverWasARedis() {
    nodes.forEach(Node::close);
    nodes.clear();
    here = start(Map.of());
    there = start(Map.of());
    assertThat(slowest()).isLessThan(BITES_WITHIN);
  }

  private Duration slowest() {
    List<Duration> times = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      TokenAnswer person = People.register(here);
      there.withToken(person.accessToken()).get("/v1/me").expect(200);
      here.with("Content-Type", "application/x-www-form-urlencoded")
          .send("POST", "/oauth2/revoke", BodyPublishers.ofString("token=" + person.accessToken()))
          .expect(200);
      times.add(timeUntilRefused(person));
    }
    return Collections.max(times);
  }

  private Duration timeUntilRefused(TokenAnswer person) {
    long begun = System.nanoTime();
    awaitStatus(there.withToken(person.accessToken()), 401);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static void awaitStatus(ApiClient caller, int status) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (caller.get("/v1/me").status() != status) {
      assertThat(System.nanoTime()).as("status " + status).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  private static TokenAnswer renewed(ApiClient node, TokenAnswer person) {
    return node.post("/v1/auth/refresh", Map.of("refresh_token", person.refreshToken()))
        .expect(200)
        .as(TokenAnswer.class);
  }
}
