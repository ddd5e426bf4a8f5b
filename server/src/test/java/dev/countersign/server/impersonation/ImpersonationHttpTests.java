package dev.countersign.server.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.ImpersonationAnswer;
import dev.countersign.api.ImpersonationRequest;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.api.UserRoleRequest;
import dev.countersign.api.UserView;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Seeing what somebody sees, over HTTP. */
@ServerTest
class ImpersonationHttpTests {
  private final ApiClient api;
  private final ApiClient administrator;
  private final TokenAnswer ann;
  private final TokenAnswer support;
  private final ApiClient supports;

  ImpersonationHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.administrator = Administrators.create(api, database);
    this.ann = People.register(api);
    this.support = People.register(api);
    give(support, "support");
    this.supports = api.withToken(support.accessToken());
  }

  @Test
  void seesWhatThePersonSees() {
    ApiClient seen = begin();

    assertThat(seen.get("/v1/me").expect(200).as(UserView.class).id()).isEqualTo(ann.user().id());
    seen.get("/v1/account").expect(200);
    seen.get("/v1/transactions").expect(200);
  }

  @Test
  void namesWhoReallyHoldsTheToken() {
    String claims =
        new String(
            Base64.getUrlDecoder().decode(answer().accessToken().split("\\.", 3)[1]),
            StandardCharsets.UTF_8);

    assertThat(claims)
        .contains("\"sub\":\"" + ann.user().id() + "\"")
        .contains("\"act\":{\"sub\":\"" + support.user().id() + "\"}")
        .contains("\"permissions\":[\"payments:read\"]");
  }

  @Test
  void neitherPaysNorChangesAnythingOfThePersons() {
    ApiClient seen = begin().with("Idempotency-Key", "seen");

    seen.post("/v1/payments", new PaymentRequest(support.user().email(), "1.00", "USD"))
        .expect(403);
    for (String path :
        new String[] {"/v1/auth/password/change", "/v1/api-keys", "/v1/elevations"}) {
      assertThat(seen.post(path, Map.of()).expect(403).code())
          .as(path)
          .isEqualTo("impersonation_refused");
    }
    assertThat(seen.post("/v1/auth/logout").expect(403).code()).isEqualTo("impersonation_refused");
    assertThat(seen.get("/v1/sessions").expect(403).code()).isEqualTo("impersonation_refused");
    assertThat(seen.delete("/v1/sessions").expect(403).code()).isEqualTo("impersonation_refused");
    seen.post(path(ann), new ImpersonationRequest("again")).expect(403);
  }

  @Test
  void endsWithTheRightToIt() {
    ApiClient seen = begin();
    administrator.delete("/v1/admin/users/" + support.user().id() + "/roles/support").expect(200);

    seen.get("/v1/me").expect(401);
  }

  @Test
  void endsWithTheSessionOfWhoeverHoldsIt() {
    ApiClient seen = begin();
    supports.post("/v1/auth/logout").expect(204);

    seen.get("/v1/me").expect(401);
    api.withToken(ann.accessToken()).get("/v1/me").expect(200);
  }

  @Test
  void endsWhenItIsRevoked() {
    String token = answer().accessToken();
    api.with("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", "/oauth2/revoke", BodyPublishers.ofString("token=" + token))
        .expect(200);

    api.withToken(token).get("/v1/me").expect(401);
    supports.get("/v1/me").expect(200);
  }

  @Test
  void seesNobodyWhoMayMore() {
    TokenAnswer auditor = People.register(api);
    give(auditor, "auditor");

    assertThat(supports.post(path(auditor), new ImpersonationRequest("a look")).expect(403).code())
        .isEqualTo("cannot_impersonate");
    assertThat(supports.post(path(support), new ImpersonationRequest("a look")).expect(403).code())
        .isEqualTo("cannot_impersonate");
    supports.post(path(ann), new ImpersonationRequest(null)).expect(400);
    supports
        .post(
            "/v1/admin/users/usr_7zzzzzzzzzzzzzzzzzzzzzzzzz/impersonate",
            new ImpersonationRequest("a look"))
        .expect(404);
    api.withToken(ann.accessToken())
        .post(path(support), new ImpersonationRequest("a look"))
        .expect(403);
  }

  @Test
  void recordsWhoItWas() {
    answer();

    String events =
        administrator.get("/v1/audit/events?target=" + ann.user().id()).expect(200).text();
    assertThat(events)
        .contains("access.impersonation.began")
        .contains(support.user().id())
        .contains("a ticket of today");
  }

  private ApiClient begin() {
    return api.withToken(answer().accessToken());
  }

  private ImpersonationAnswer answer() {
    return supports
        .post(path(ann), new ImpersonationRequest("a ticket of today"))
        .expect(200)
        .as(ImpersonationAnswer.class);
  }

  private static String path(TokenAnswer person) {
    return "/v1/admin/users/" + person.user().id() + "/impersonate";
  }

  private void give(TokenAnswer person, String role) {
    administrator
        .post("/v1/admin/users/" + person.user().id() + "/roles", new UserRoleRequest(role))
        .expect(200);
  }
}
