package dev.countersign.server.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.RefreshRequest;
import dev.countersign.api.TenantPage;
import dev.countersign.api.TenantRequest;
import dev.countersign.api.TenantView;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.OtherTenant;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Tenants over HTTP. */
@ServerTest
@TestPropertySource(properties = "countersign.super.admin-key=" + TenantsHttpTests.KEY)
class TenantsHttpTests {
  static final String KEY = "k3-operators-own-and-rather-long-key-92";
  private static final String PATH = "/v1/admin/tenants";

  private final ApiClient api;
  private final ApiClient operator;
  private final TestDatabase database;

  TenantsHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.operator = api.with("X-Super-Admin-Key", KEY);
    this.database = database;
  }

  @Test
  void knowsTheOperatorByTheKeyOrAsAdministratorOfTheFirstTenant() {
    operator.get(PATH).expect(200);
    Administrators.create(api, database).get(PATH).expect(200);
    api.with("X-Super-Admin-Key", KEY + "x").get(PATH).expect(401);
    api.get(PATH).expect(401);
    api.withToken(People.register(api).accessToken()).get(PATH).expect(403);
    OtherTenant.create(api, operator, database).administrator().get(PATH).expect(403);
    // It opens nothing else.
    operator.get("/v1/audit/events").expect(403);
    operator.get("/v1/sessions").expect(403);
  }

  @Test
  void keepsPeopleOfTenantsApart() {
    OtherTenant one = OtherTenant.create(api, operator, database);
    OtherTenant two = OtherTenant.create(api, operator, database);
    String email = People.newEmail();
    TokenAnswer first = People.register(one.api(), email);
    TokenAnswer second = People.register(two.api(), email);

    assertThat(first.user().tenantId()).isEqualTo(one.view().id());
    assertThat(second.user().id()).isNotEqualTo(first.user().id());
    one.api().withToken(first.accessToken()).get("/v1/me").expect(200);
    api.withToken(first.accessToken()).get("/v1/me").expect(200);
    two.api().withToken(first.accessToken()).get("/v1/me").expect(401);
    api.with("X-Tenant-ID", one.view().slug())
        .post("/v1/auth/login", new LoginRequest(email, null, People.PASSWORD))
        .expect(200);
    api.post("/v1/auth/login", new LoginRequest(email, null, People.PASSWORD)).expect(401);
    two.api().post("/v1/auth/refresh", new RefreshRequest(first.refreshToken())).expect(401);
  }

  @Test
  void knowsATenantByItsHost() {
    OtherTenant tenant = OtherTenant.create(api, operator, database);
    assertThat(
            change(
                    tenant,
                    new TenantRequest(null, null, null, null, List.of("127.0.0.1"), null, null))
                .hosts())
        .containsExactly("127.0.0.1");
    ApiClient byHost = ApiClient.ofHost("127.0.0.1", api);
    TokenAnswer person = People.register(byHost);

    assertThat(person.user().tenantId()).isEqualTo(tenant.view().id());
    assertThat(
            operator
                .post(
                    PATH,
                    new TenantRequest(
                        slug(), "Another", null, null, List.of("127.0.0.1"), null, null))
                .expect(409)
                .code())
        .isEqualTo("tenant_taken");
    change(tenant, new TenantRequest(null, null, null, null, List.of(), null, null));
  }

  @Test
  void refusesASuspendedTenantEverythingAtOnce() {
    OtherTenant tenant = OtherTenant.create(api, operator, database);
    TokenAnswer person = People.register(tenant.api());
    ApiClient byToken = api.withToken(person.accessToken());
    byToken.get("/v1/me").expect(200);

    change(tenant, new TenantRequest(null, null, "suspended", null, null, null, null));

    byToken.get("/v1/me").expect(401);
    byToken.get("/v1/account").expect(401);
    assertThat(tenant.administrator().get("/v1/me").expect(403).code())
        .isEqualTo("tenant_suspended");
    tenant
        .api()
        .post("/v1/auth/login", new LoginRequest(person.user().email(), null, People.PASSWORD))
        .expect(403);
    api.post("/v1/auth/refresh", new RefreshRequest(person.refreshToken())).expect(401);

    change(tenant, new TenantRequest(null, null, "active", null, null, null, null));
    byToken.get("/v1/me").expect(200);
  }

  @Test
  void changesOnlyWhatIsNamed() {
    OtherTenant tenant = OtherTenant.create(api, operator, database);
    TenantView changed =
        change(
            tenant,
            new TenantRequest(
                null, "Acme", null, "#aa3344", null, Map.of("elevation.minutes_max", "30"), null));

    assertThat(changed.name()).isEqualTo("Acme");
    assertThat(changed.slug()).isEqualTo(tenant.view().slug());
    assertThat(change(tenant, new TenantRequest(null, "Acme & Co", null, null, null, null, null)))
        .extracting(TenantView::brandColor, TenantView::settings)
        .containsExactly("#aa3344", Map.of("elevation.minutes_max", "30"));
    assertThat(operator.get(PATH + "/" + tenant.view().slug()).expect(200).as(TenantView.class))
        .extracting(TenantView::name)
        .isEqualTo("Acme & Co");
  }

  @Test
  void refusesWhatMakesNoTenant() {
    operator
        .post(
            PATH,
            new TenantRequest(
                "No Slug",
                "",
                "gone",
                "red",
                List.of("a b"),
                Map.of("elevation.minutes_max", "many"),
                "x"))
        .expect(400);
    OtherTenant tenant = OtherTenant.create(api, operator, database);
    assertThat(
            operator
                .post(
                    PATH,
                    new TenantRequest(tenant.view().slug(), "Again", null, null, null, null, null))
                .expect(409)
                .code())
        .isEqualTo("tenant_taken");
    operator.get(PATH + "/nobody-made-it").expect(404);
    assertThat(
            patch("default", new TenantRequest(null, null, "suspended", null, null, null, null))
                .expect(409)
                .code())
        .isEqualTo("own_tenant");
    assertThat(api.with("X-Tenant-ID", "nobody-made-it").get("/v1/me").expect(404).code())
        .isEqualTo("unknown_tenant");
  }

  @Test
  void pagesThroughThem() {
    OtherTenant.create(api, operator, database);
    OtherTenant.create(api, operator, database);
    TenantPage first = operator.get(PATH + "?limit=1").expect(200).as(TenantPage.class);
    assertThat(first.items()).hasSize(1);
    assertThat(
            operator
                .get(PATH + "?limit=1&cursor=" + first.nextCursor())
                .expect(200)
                .as(TenantPage.class)
                .items())
        .hasSize(1)
        .doesNotContainAnyElementsOf(first.items());
  }

  private static String slug() {
    return "t-" + UUID.randomUUID();
  }

  private TenantView change(OtherTenant tenant, TenantRequest request) {
    return patch(tenant.view().id(), request).expect(200).as(TenantView.class);
  }

  private ApiClient.Answer patch(String id, TenantRequest request) {
    return operator.send(
        "PATCH",
        PATH + "/" + id,
        BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(request)));
  }
}
