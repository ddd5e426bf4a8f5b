package dev.countersign.server.testing;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.testsupport.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Administrators for tests: people who registered and were raised behind the service's back. */
public final class Administrators {
  private Administrators() {}

  /** Somebody new, signed in as administrator. */
  public static ApiClient create(ApiClient api, TestDatabase database) {
    return api.withToken(tokenOf(api, database));
  }

  /** An access token of somebody new who is administrator. */
  public static String tokenOf(ApiClient api, TestDatabase database) {
    TokenAnswer person = People.register(api);
    raise(database, person);
    return api.post(
            "/v1/auth/login", new LoginRequest(person.user().email(), null, People.PASSWORD))
        .expect(200)
        .as(TokenAnswer.class)
        .accessToken();
  }

  /** Makes somebody an administrator, which their next sign-in shows. */
  public static void raise(TestDatabase database, TokenAnswer person) {
    JdbcClient.create(StoreFixture.source(database.superuser()))
        .sql("update users set roles = '{administrator}' where id = :id")
        .param("id", UserId.parse(person.user().id()).orElseThrow().value())
        .update();
  }
}
