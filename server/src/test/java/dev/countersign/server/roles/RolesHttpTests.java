package dev.countersign.server.roles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.RoleRequest;
import dev.countersign.api.RoleView;
import dev.countersign.api.RolesAnswer;
import dev.countersign.api.TokenAnswer;
import dev.countersign.api.UserRoleRequest;
import dev.countersign.api.UserRolesView;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Roles over HTTP. */
@ServerTest
class RolesHttpTests {
  private final ApiClient api;
  private final ApiClient administrator;

  RolesHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.administrator = Administrators.create(api, database);
  }

  @Test
  void listsTheBuiltInOnesFirst() {
    assertThat(administrator.get("/v1/admin/roles").expect(200).as(RolesAnswer.class).roles())
        .extracting(RoleView::name)
        .startsWith("user", "support", "auditor", "administrator");
  }

  @Test
  void composesRolesOfRoles() {
    String reader = create(List.of("billing:read"), List.of());
    String clerk = create(List.of("billing:write"), List.of(reader, "user"));

    assertThat(find(clerk).effectivePermissions())
        .containsExactly("billing:read", "billing:write", "payments:read", "payments:write");
  }

  @Test
  void refusesRings() {
    String inner = create(List.of("billing:read"), List.of());
    String outer = create(List.of(), List.of(inner));

    assertThat(put(inner, List.of(), List.of(outer)).expect(422).code()).isEqualTo("role_cycle");
    assertThat(put(inner, List.of(), List.of(inner)).expect(422).code()).isEqualTo("role_cycle");
    assertThat(put(inner, List.of(), List.of("nobody-made-it")).expect(422).code())
        .isEqualTo("unknown_role");
  }

  @Test
  void changesNothingThatIsBuiltIn() {
    assertThat(put("user", List.of(), List.of()).expect(409).code()).isEqualTo("built_in_role");
    assertThat(administrator.delete("/v1/admin/roles/user").expect(409).code())
        .isEqualTo("built_in_role");
    assertThat(
            administrator
                .post("/v1/admin/roles", new RoleRequest("user", "", List.of(), List.of()))
                .expect(409)
                .code())
        .isEqualTo("role_exists");
  }

  @Test
  void namesEveryFaultOfARole() {
    assertThat(
            administrator
                .post(
                    "/v1/admin/roles",
                    new RoleRequest("No Name", "", List.of("nonsense", "a:b"), List.of("")))
                .expect(400)
                .text())
        .contains("name", "permissions[0]", "includes[0]")
        .doesNotContain("permissions[1]");
  }

  @Test
  void keepsARoleThatSomebodyHasOrAnotherIncludes() {
    String inner = create(List.of("billing:read"), List.of());
    String outer = create(List.of(), List.of(inner));
    TokenAnswer person = People.register(api);
    give(person, outer);

    assertThat(administrator.delete("/v1/admin/roles/" + inner).expect(409).code())
        .isEqualTo("role_in_use");
    assertThat(administrator.delete("/v1/admin/roles/" + outer).expect(409).code())
        .isEqualTo("role_in_use");
    administrator.delete(rolesOf(person) + "/" + outer).expect(200);
    administrator.delete("/v1/admin/roles/" + outer).expect(204);
    administrator.delete("/v1/admin/roles/" + inner).expect(204);
    administrator.delete("/v1/admin/roles/" + inner).expect(404);
  }

  @Test
  void countsAtOnceWithTheTokensSomebodyHolds() {
    TokenAnswer person = People.register(api);
    ApiClient theirs = api.withToken(person.accessToken());
    theirs.get("/v1/audit/events").expect(403);

    assertThat(give(person, "auditor").roles()).containsExactly("user", "auditor");
    theirs.get("/v1/audit/events").expect(200);
    theirs.get("/v1/admin/roles").expect(200);
    theirs.post("/v1/admin/roles", new RoleRequest("x1", "", List.of(), List.of())).expect(403);

    administrator.delete(rolesOf(person) + "/auditor").expect(200);
    theirs.get("/v1/audit/events").expect(403);
    theirs.get("/v1/account").expect(200);
    administrator.delete(rolesOf(person) + "/user").expect(200);
    theirs.get("/v1/account").expect(403);
  }

  @Test
  void reachesEverybodyWhoHasTheRoleWhenItIsChanged() {
    String inner = create(List.of("audit:read"), List.of());
    String outer = create(List.of(), List.of(inner));
    TokenAnswer person = People.register(api);
    give(person, outer);
    ApiClient theirs =
        api.withToken(
            api.post(
                    "/v1/auth/login",
                    new LoginRequest(person.user().email(), null, People.PASSWORD))
                .expect(200)
                .as(TokenAnswer.class)
                .accessToken());
    theirs.get("/v1/audit/events").expect(200);

    put(inner, List.of("billing:read"), List.of()).expect(200);

    theirs.get("/v1/audit/events").expect(403);
  }

  @Test
  void letsNobodyGiveWhatTheyDoNotHold() {
    String manager = create(List.of("roles:*", "users:read"), List.of());
    TokenAnswer person = People.register(api);
    give(person, manager);
    ApiClient theirs = api.withToken(person.accessToken());

    assertThat(
            theirs.post(rolesOf(person), new UserRoleRequest("administrator")).expect(403).code())
        .isEqualTo("permission_not_held");
    assertThat(
            theirs
                .post(
                    "/v1/admin/roles",
                    new RoleRequest("own-" + suffix(), "", List.of("audit:read"), List.of()))
                .expect(403)
                .code())
        .isEqualTo("permission_not_held");
    assertThat(
            theirs
                .send(
                    "PUT",
                    "/v1/admin/roles/" + create(List.of("audit:read"), List.of()),
                    java.net.http.HttpRequest.BodyPublishers.ofString("{}"))
                .expect(403)
                .code())
        .isEqualTo("permission_not_held");
    theirs.post(rolesOf(People.register(api)), new UserRoleRequest("user")).expect(200);
  }

  @Test
  void knowsNobodyOfAnotherId() {
    administrator.get("/v1/admin/users/usr_7zzzzzzzzzzzzzzzzzzzzzzzzz/roles").expect(404);
    administrator.get("/v1/admin/users/x/roles").expect(404);
    assertThat(
            administrator
                .post(rolesOf(People.register(api)), new UserRoleRequest("nobody-made-it"))
                .expect(422)
                .code())
        .isEqualTo("unknown_role");
  }

  @Test
  void putsPermissionsIntoTheToken() {
    TokenAnswer person = People.register(api);
    give(person, create(List.of("model:run"), List.of()));
    TokenAnswer again =
        api.post("/v1/auth/login", new LoginRequest(person.user().email(), null, People.PASSWORD))
            .expect(200)
            .as(TokenAnswer.class);
    String claims =
        new String(
            java.util.Base64.getUrlDecoder().decode(again.accessToken().split("\\.", 3)[1]),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(claims)
        .contains("\"permissions\":[\"model:run\",\"payments:read\",\"payments:write\"]");
  }

  private UserRolesView give(TokenAnswer person, String role) {
    return administrator
        .post(rolesOf(person), new UserRoleRequest(role))
        .expect(200)
        .as(UserRolesView.class);
  }

  private static String rolesOf(TokenAnswer person) {
    return "/v1/admin/users/" + person.user().id() + "/roles";
  }

  private ApiClient.Answer put(String name, List<String> permissions, List<String> includes) {
    return administrator.put(
        "/v1/admin/roles/" + name, new RoleRequest(null, "", permissions, includes));
  }

  private RoleView find(String name) {
    return administrator.get("/v1/admin/roles").expect(200).as(RolesAnswer.class).roles().stream()
        .filter(role -> role.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String create(List<String> permissions, List<String> includes) {
    String name = "role-" + suffix();
    administrator
        .post("/v1/admin/roles", new RoleRequest(name, "For a test.", permissions, includes))
        .expect(201);
    return name;
  }

  private static String suffix() {
    return UUID.randomUUID().toString().substring(0, 8);
  }
}
