package dev.countersign.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Disabling people over HTTP. */
@ServerTest
class DisablingHttpTests {
  private final ApiClient api;
  private final ApiClient administrator;

  DisablingHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.administrator = Administrators.create(api, database);
  }

  @Test
  void letsNobodyInWhoIsDisabledUntilTheyAreEnabled() {
    TokenAnswer person = People.register(api);
    administrator.post(path(person, "disable")).expect(204);
    administrator.post(path(person, "disable")).expect(204);
    api.withToken(person.accessToken()).get("/v1/me").expect(401);
    api.post("/v1/auth/refresh", Map.of("refresh_token", person.refreshToken())).expect(401);
    Map<String, String> name = Map.of("email", person.user().email(), "password", People.PASSWORD);
    api.post("/v1/auth/login", name).expect(401);

    administrator.post(path(person, "enable")).expect(204);
    api.post("/v1/auth/login", name).expect(200);
    api.withToken(person.accessToken()).get("/v1/me").expect(401);
  }

  @Test
  void refusesOneself() {
    String me = administrator.get("/v1/me").expect(200).json().path("id").asString();
    assertThat(administrator.post("/v1/admin/users/" + me + "/disable").expect(403).code())
        .isEqualTo("forbidden");
    administrator.get("/v1/me").expect(200);
  }

  @Test
  void knowsNobodyOfAnotherId() {
    administrator.post("/v1/admin/users/usr_nobody/disable").expect(404);
    administrator.post("/v1/admin/users/usr_00000000000000000000000000/enable").expect(404);
  }

  @Test
  void isForAdministrators() {
    TokenAnswer person = People.register(api);
    api.withToken(person.accessToken()).post(path(person, "disable")).expect(403);
  }

  private static String path(TokenAnswer person, String what) {
    return "/v1/admin/users/" + person.user().id() + "/" + what;
  }
}
