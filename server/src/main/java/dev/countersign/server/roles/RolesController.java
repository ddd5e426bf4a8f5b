package dev.countersign.server.roles;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.RoleRequest;
import dev.countersign.api.RoleView;
import dev.countersign.api.RolesAnswer;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permission;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.access.Role;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Roles, by an administrator of their tenant. */
@RestController
@RequestMapping(path = "/v1/admin/roles", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
class RolesController {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{1,49}");
  private static final int NAME_MAX = 50;
  private static final int DESCRIPTION_MAX = 200;
  private static final int PERMISSIONS_MAX = 100;
  private static final int INCLUDES_MAX = 20;

  private final Roles roles;

  RolesController(Roles roles) {
    this.roles = roles;
  }

  @Operation(summary = "The roles of the tenant")
  @GetMapping
  RolesAnswer list(@AuthenticationPrincipal Caller caller) {
    RoleGraph graph = roles.graph(caller.tenant());
    return new RolesAnswer(
        Stream.concat(
                Arrays.stream(Role.values()).map(RolesController::builtIn),
                graph.own().stream().map(role -> view(graph, role)))
            .toList());
  }

  @Operation(
      summary = "Make a role",
      description = "It cannot give what its maker does not hold. An elevation does not count.")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({
    ErrorCode.PERMISSION_NOT_HELD,
    ErrorCode.ROLE_EXISTS,
    ErrorCode.TOO_MANY_ROLES,
    ErrorCode.UNKNOWN_ROLE,
    ErrorCode.ROLE_CYCLE
  })
  RoleView create(@AuthenticationPrincipal Caller caller, @RequestBody RoleRequest request) {
    Fields fields = new Fields();
    String name =
        fields
            .parsed(
                "name",
                request.name(),
                NAME_MAX,
                text -> Optional.of(text).filter(NAME.asMatchPredicate()),
                "Give 2 to 50 letters a to z, digits, dashes or underscores, a letter first.")
            .orElse("");
    OwnRole role = read(fields, name, request);
    refuse(roles.create(caller, role));
    return view(roles.graph(caller.tenant()), role);
  }

  @Operation(
      summary = "Change a role",
      description = "Everybody who has it goes by it at once, with the tokens they hold.")
  @PutMapping("/{name}")
  @Refuses({
    ErrorCode.NOT_FOUND,
    ErrorCode.PERMISSION_NOT_HELD,
    ErrorCode.BUILT_IN_ROLE,
    ErrorCode.UNKNOWN_ROLE,
    ErrorCode.ROLE_CYCLE
  })
  RoleView replace(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String name,
      @RequestBody RoleRequest request) {
    OwnRole role = read(new Fields(), name, request);
    refuse(roles.replace(caller, role));
    return view(roles.graph(caller.tenant()), role);
  }

  @Operation(summary = "Remove a role", description = "Nobody may have it, and none include it.")
  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refuses({
    ErrorCode.NOT_FOUND,
    ErrorCode.PERMISSION_NOT_HELD,
    ErrorCode.BUILT_IN_ROLE,
    ErrorCode.ROLE_IN_USE
  })
  void remove(@AuthenticationPrincipal Caller caller, @PathVariable String name) {
    refuse(roles.remove(caller, name));
  }

  private static void refuse(Optional<RoleRefusal> refusal) {
    refusal.ifPresent(reason -> {
      throw reason.problem();
    });
  }

  private static OwnRole read(Fields fields, String name, RoleRequest request) {
    String description =
        request.description() == null || request.description().isBlank()
            ? ""
            : fields.text("description", request.description(), DESCRIPTION_MAX);
    List<String> permissions = list(fields, "permissions", request.permissions(), PERMISSIONS_MAX);
    List<String> includes = list(fields, "includes", request.includes(), INCLUDES_MAX);
    Set<Permission> read = new HashSet<>();
    for (int i = 0; i < permissions.size(); i++) {
      fields
          .parsed(
              "permissions[" + i + "]",
              permissions.get(i),
              Permission.LENGTH_MAX,
              Permission::parse,
              "Give resource:action.")
          .ifPresent(read::add);
    }
    for (int i = 0; i < includes.size(); i++) {
      fields.text("includes[" + i + "]", includes.get(i), NAME_MAX);
    }
    fields.verify();
    return new OwnRole(
        name,
        description,
        new Permissions(read),
        includes.stream().map(String::strip).distinct().sorted().toList());
  }

  private static List<String> list(
      Fields fields, String field, @Nullable List<String> values, int max) {
    List<String> given = Objects.requireNonNullElse(values, List.of());
    if (given.size() > max) {
      fields.fault(field, "too_many", "Give at most " + max + ".");
      fields.verify();
    }
    return given.stream().map(value -> Objects.requireNonNullElse(value, "")).toList();
  }

  private static RoleView builtIn(Role role) {
    List<String> permissions = role.permissions().wireNames();
    return new RoleView(
        role.wireName(), true, role.description(), permissions, List.of(), permissions);
  }

  private static RoleView view(RoleGraph graph, OwnRole role) {
    return new RoleView(
        role.name(),
        false,
        role.description(),
        role.permissions().wireNames(),
        role.includes(),
        graph.effective(role.name()).wireNames());
  }
}
