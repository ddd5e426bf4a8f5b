package dev.countersign.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.Node;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.server.testing.TestData;
import dev.countersign.server.users.Users;
import dev.countersign.testsupport.TestDatabase;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Places that people were let in from, and what those are good for. */
@ServerTest
class FamiliarPlacesTests {
  /** Where everybody in these tests registers. */
  private static final String HOME = "127.0.0.1";

  private static final String ELSEWHERE = "203.0.113.9";

  private static final Map<String, String> BEHIND_A_PROXY =
      Map.of(
          "server.address", "127.0.0.1",
          "countersign.proxies", "127.0.0.1,::1",
          "countersign.limits", "on",
          "countersign.limits.auth", "1000/1m");

  private final ApiClient api;
  private final FamiliarPlaces places;
  private final TenantTransactions transactions;
  private final JdbcClient jdbc;
  private final TestDatabase database;
  private final TestData data;

  FamiliarPlacesTests(
      @LocalServerPort int port,
      FamiliarPlaces places,
      TenantTransactions transactions,
      JdbcClient jdbc,
      TestDatabase database,
      TestData data) {
    this.api = ApiClient.of(port);
    this.places = places;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.database = database;
    this.data = data;
  }

  @Test
  void letTheirOwnerInAfterARestartWhileSomebodyElsewhereGuesses() {
    String email = People.newEmail();
    People.register(api, email);
    try (Node restarted = Node.start(database, data.directory(), BEHIND_A_PROXY)) {
      for (int i = 0; i < 5; i++) {
        login(restarted, ELSEWHERE, email, "a guess " + i, 401);
      }
      login(restarted, ELSEWHERE, email, "a guess", 429);
      login(restarted, "198.51.100.1", email, People.PASSWORD, 429);
      login(restarted, HOME, email, People.PASSWORD, 200);
      for (int i = 0; i < 5; i++) {
        login(restarted, HOME, email, "a guess " + i, 401);
      }
      login(restarted, HOME, email, "a guess", 429);
    }
  }

  private static void login(Node node, String address, String email, String password, int status) {
    node.api()
        .with("X-Forwarded-For", address)
        .post("/v1/auth/login", new LoginRequest(email, null, password))
        .expect(status);
  }

  @Test
  void areWrittenWhenTheyAreNewAndNotAtEachSignIn() {
    UserId ann = registered();
    String written = version(ann);
    remember(ann, HOME);
    assertThat(version(ann)).isEqualTo(written);
    sql("update familiar_places set seen_at = now() - interval '8 days' where user_id = :user", ann)
        .update();
    String old = version(ann);
    remember(ann, HOME);
    assertThat(version(ann)).isNotEqualTo(old);
    assertThat(count(ann)).isOne();
  }

  @Test
  void areForgottenFromTheOldestOn() {
    UserId ann = registered();
    for (int i = 1; i <= FamiliarPlaces.MOST; i++) {
      remember(ann, "198.51.100." + i);
    }
    assertThat(count(ann)).isEqualTo(FamiliarPlaces.MOST);
    assertThat(isFamiliar(ann, "198.51.100.1")).isTrue();
    assertThat(isFamiliar(ann, HOME)).isFalse();
  }

  @Test
  void areForgottenAfterAMonthWithoutTheirOwner() {
    UserId ann = registered();
    assertThat(isFamiliar(ann, HOME)).isTrue();
    sql(
            "update familiar_places set seen_at = now() - interval '31 days' where user_id = :user",
            ann)
        .update();
    assertThat(isFamiliar(ann, HOME)).isFalse();
    places.purge();
    assertThat(count(ann)).isZero();
  }

  @Test
  void areOfOnePersonInOneTenant() {
    UserId ann = registered();
    remember(ann, ELSEWHERE);
    assertThat(isFamiliar(ann, ELSEWHERE)).isTrue();
    assertThat(isFamiliar(registered(), ELSEWHERE)).isFalse();
    assertThat(isFamiliar(Users.NOBODY, ELSEWHERE)).isFalse();
    TenantId other = new TenantId(UUID.randomUUID());
    assertThat(places.isFamiliar(other, ann, ELSEWHERE)).isFalse();
    assertThat(
            transactions.in(
                other,
                () ->
                    jdbc.sql("select count(*) from familiar_places").query(Integer.class).single()))
        .as("what another tenant sees")
        .isZero();
  }

  @Test
  void goWithTheirOwner() {
    UserId ann = new UserId(UUID.randomUUID());
    sql(
            """
            insert into users
              (id, tenant_id, username, username_key, roles, status, created_at, updated_at)
            values (:user, :tenant, :name, :name, '{user}', 'active', now(), now())
            """,
            ann)
        .param("tenant", TenantId.DEFAULT.value())
        .param("name", People.newUsername())
        .update();
    remember(ann, HOME);
    assertThat(count(ann)).isOne();
    sql("delete from users where id = :user", ann).update();
    assertThat(count(ann)).isZero();
  }

  private UserId registered() {
    return UserId.parse(People.register(api).user().id()).orElseThrow();
  }

  private void remember(UserId user, String place) {
    transactions.run(TenantId.DEFAULT, () -> places.remember(TenantId.DEFAULT, user, place));
  }

  private boolean isFamiliar(UserId user, String place) {
    return places.isFamiliar(TenantId.DEFAULT, user, place);
  }

  private String version(UserId user) {
    return sql("select xmin::text from familiar_places where user_id = :user", user)
        .query(String.class)
        .single();
  }

  private int count(UserId user) {
    return sql("select count(*) from familiar_places where user_id = :user", user)
        .query(Integer.class)
        .single();
  }

  private JdbcClient.StatementSpec sql(String statement, UserId user) {
    return JdbcClient.create(StoreFixture.source(database.superuser()))
        .sql(statement)
        .param("user", user.value());
  }
}
