package dev.countersign.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.RegisterRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.TestData;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** A service whose operator has named the administrator, closed registration, and chosen RS256. */
@ServerTest
@TestPropertySource(
    properties = {
      "countersign.bootstrap.admin.email=root@example.com",
      "countersign.bootstrap.admin.password=" + People.PASSWORD,
      "countersign.registration=closed",
      "countersign.tokens.algorithm=RS256"
    })
class BootstrapTests {
  private final ApiClient api;
  private final FirstAdministrator first;
  private final TestData data;

  BootstrapTests(@LocalServerPort int port, FirstAdministrator first, TestData data) {
    this.api = ApiClient.of(port);
    this.first = first;
    this.data = data;
  }

  @Test
  void createsTheAdministratorByTheSettings() {
    assertThat(signIn().user().role()).isEqualTo("administrator");
    assertThat(first.pending()).isFalse();
    assertThat(data.directory().resolve("setup-link.txt")).doesNotExist();
  }

  @Test
  void letsNobodyRegisterWhereItIsClosed() {
    assertThat(
            api.post(
                    "/v1/auth/register",
                    new RegisterRequest(People.newEmail(), People.PASSWORD, null))
                .expect(403)
                .code())
        .isEqualTo("forbidden");
  }

  @Test
  void signsWithTheChosenAlgorithm() {
    ApiClient caller = api.withToken(signIn().accessToken());
    caller.get("/v1/me").expect(200);
    assertThat(api.get("/.well-known/jwks.json").expect(200).json().path("keys").values())
        .extracting(key -> key.path("alg").asString())
        .containsExactly("RS256");
  }

  private TokenAnswer signIn() {
    return api.post("/v1/auth/login", LoginRequest.byEmail("root@example.com", People.PASSWORD))
        .expect(200)
        .as(TokenAnswer.class);
  }
}
