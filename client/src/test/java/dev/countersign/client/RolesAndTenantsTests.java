package dev.countersign.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.ElevationRequest;
import dev.countersign.api.RoleRequest;
import dev.countersign.api.TenantRequest;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Calls about roles, elevations and tenants. */
class RolesAndTenantsTests {
  private static final String ROLE =
      """
      {"name":"cashier","built_in":false,"description":"At the till","permissions":["payment:create"],
       "includes":[],"effective_permissions":["payment:create"]}\
      """;
  private static final String OF_USER = "{\"roles\":[\"user\"],\"permissions\":[\"read\"]}";
  private static final String ELEVATION =
      """
      {"id":"elv_1","user_id":"usr_1","role":"support","reason":"a fire","minutes":15,
       "status":"pending","requested_at":"2026-01-01T00:00:00Z"}\
      """;
  private static final String TENANT =
      """
      {"id":"ten_2","slug":"acme","name":"Acme","status":"active","hosts":[],"settings":{},
       "created_at":"2026-01-01T00:00:00Z"}\
      """;

  @AutoClose private final StandIn service = new StandIn();

  @AutoClose
  private final CountersignClient client =
      CountersignClient.builder(service.url()).accessToken("mine").build();

  RolesAndTenantsTests() throws IOException {}

  @Test
  void lookAfterRoles() {
    service
        .answer("/v1/admin/roles", 200, "{\"roles\":[" + ROLE + "]}")
        .answer("/v1/admin/roles", 201, ROLE)
        .answer("/v1/admin/roles/cashier", 200, ROLE)
        .answer("/v1/admin/roles/cashier", 204, "");
    RoleRequest wish =
        new RoleRequest("cashier", "At the till", List.of("payment:create"), List.of());
    assertThat(client.roles().list().roles().getFirst().name()).isEqualTo("cashier");
    assertThat(client.roles().create(wish).permissions()).containsExactly("payment:create");
    assertThat(client.roles().replace("cashier", wish).builtIn()).isFalse();
    client.roles().remove("cashier");
    assertThat(asked())
        .containsExactly(
            "GET /v1/admin/roles",
            "POST /v1/admin/roles",
            "PUT /v1/admin/roles/cashier",
            "DELETE /v1/admin/roles/cashier");
  }

  @Test
  void giveAndTakeRoles() {
    service
        .answer("/v1/admin/users/usr_1/roles", 200, OF_USER)
        .answer("/v1/admin/users/usr_1/roles/support", 200, OF_USER);
    assertThat(client.roles().of("usr_1").roles()).containsExactly("user");
    assertThat(client.roles().give("usr_1", "support").elevatedUntil()).isNull();
    assertThat(client.roles().take("usr_1", "support").permissions()).containsExactly("read");
    assertThat(asked())
        .containsExactly(
            "GET /v1/admin/users/usr_1/roles",
            "POST /v1/admin/users/usr_1/roles",
            "DELETE /v1/admin/users/usr_1/roles/support");
  }

  @Test
  void askForRolesAndDecide() {
    service
        .answer("/v1/elevations", 201, ELEVATION)
        .answer("/v1/elevations", 200, "{\"items\":[" + ELEVATION + "],\"next_cursor\":\"elv_1\"}")
        .answer("/v1/elevations/elv_1", 200, ELEVATION)
        .answer("/v1/elevations/elv_1/approve", 200, ELEVATION)
        .answer("/v1/elevations/elv_1/deny", 200, ELEVATION)
        .answer("/v1/elevations/elv_1/end", 200, ELEVATION);
    assertThat(client.elevations().request(new ElevationRequest("support", "a fire", 15)).status())
        .isEqualTo("pending");
    assertThat(client.elevations().list("elv_2", 20).nextCursor()).isEqualTo("elv_1");
    client.elevations().find("elv_1");
    client.elevations().approve("elv_1");
    client.elevations().deny("elv_1");
    client.elevations().end("elv_1");
    assertThat(asked())
        .containsExactly(
            "POST /v1/elevations",
            "GET /v1/elevations?limit=20&cursor=elv_2",
            "GET /v1/elevations/elv_1",
            "POST /v1/elevations/elv_1/approve",
            "POST /v1/elevations/elv_1/deny",
            "POST /v1/elevations/elv_1/end");
  }

  @Test
  void lookAfterTenants() {
    service
        .answer("/v1/admin/tenants", 201, TENANT)
        .answer("/v1/admin/tenants", 200, "{\"items\":[" + TENANT + "]}")
        .answer("/v1/admin/tenants/acme", 200, TENANT);
    client.tenants().create(new TenantRequest("acme", "Acme", null, null, null, null, null));
    assertThat(client.tenants().list(null, 50).items().getFirst().slug()).isEqualTo("acme");
    assertThat(client.tenants().find("acme").id()).isEqualTo("ten_2");
    client.tenants().suspend("acme");
    assertThat(service.asked().getLast().body()).contains("\"status\":\"suspended\"");
    client.tenants().resume("acme");
    assertThat(service.asked().getLast().body()).contains("\"status\":\"active\"");
    assertThat(asked()).endsWith("PATCH /v1/admin/tenants/acme", "PATCH /v1/admin/tenants/acme");
  }

  @Test
  void areRefusedToOthersAndNeverLeaveTheirPath() {
    service.problem("/v1/admin/tenants/../audit", 403, "forbidden", "{}");
    Assertions.assertThatThrownBy(() -> client.tenants().find("../audit"))
        .isInstanceOf(PermissionDeniedException.class);
    assertThat(asked()).containsExactly("GET /v1/admin/tenants/..%2Faudit");
  }

  private List<String> asked() {
    return service.asked().stream().map(one -> one.method() + " " + one.target()).toList();
  }
}
